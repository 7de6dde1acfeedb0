import { refuse } from '../../domain/decision.ts'
import { fileNamePart } from '../../domain/names.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { scopeTitle } from './propose.ts'
import { scopeOfDecision } from './scope.ts'
import { toldBy } from './view.ts'

const types = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf' } as const
const names = { decision: 'quyet-dinh', letter: 'to-trinh' } as const

/** Official papers as files. */
export function paperRoutes(route: Route, services: Services): void {
  const { storage, clock, exports } = services

  route('exportAwardPaper', 'seeResults', async ({ params: { decisionId, kind, format }, reply }) => {
    const decision = await storage.awards.find(decisionId)
    const scope = decision === null ? null : await scopeOfDecision(services, decision)
    const told = decision === null || scope === null ? null : await toldBy(services, decision, scope)
    if (decision === null || scope === null || told === null) return refuse('not-found')
    const bytes = await exports.awardPaper({
      kind,
      format,
      paper: decision.papers[kind],
      ...told,
      note: decision.state === 'draft' ? 'draft' : null,
      at: clock.now(),
    })
    const name = `${names[kind]}-${fileNamePart(scopeTitle(scope), 60)}-ban-${decision.number}.${format}`
    void reply.headers({ 'content-type': types[format], 'content-disposition': `attachment; filename="${name}"` }).send(Buffer.from(bytes))
    return SENT
  })
}
