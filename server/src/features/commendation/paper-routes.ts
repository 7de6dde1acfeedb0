import { fileNamePart } from '../../domain/names.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { knownList } from './known.ts'
import { toldBy } from './view.ts'

const types = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf' } as const
const names = { letter: 'to-trinh-khen-thuong', list: 'danh-sach-khen-thuong', summary: 'tom-tat-thanh-tich', upward: 'to-trinh-cap-tren' } as const

/** Papers of a list as files. */
export function commendationPaperRoutes(route: Route, services: Services): void {
  const { clock, exports } = services

  route('exportCommendationPaper', 'seeResults', async ({ params: { commendationId, kind, format }, session, reply }) => {
    const known = await knownList(services, commendationId, session)
    if (!known.ok) return known
    const { list, contest } = known.value
    const { facts, lines } = await toldBy(services, known.value, list)
    const draft = list.state === 'draft'
    const job = { commendation: kind, format, paper: list.papers[kind], facts, rules: list.rules, lines, draft, at: clock.now() }
    const bytes = await exports.commendationPaper(job)
    const name = `${names[kind]}-${fileNamePart(contest.title, 60)}-ban-${list.number}.${format}`
    void reply.headers({ 'content-type': types[format], 'content-disposition': `attachment; filename="${name}"` }).send(Buffer.from(bytes))
    return SENT
  })
}
