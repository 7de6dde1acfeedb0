import { accept, refuse } from '../../domain/decision.ts'
import { QUESTION_FILE_BYTES, type Route } from '../../http/route.ts'
import type { QuestionImport } from '../../ports/question-imports.ts'
import type { Services } from '../../services.ts'
import { confirmImport, stageImport, undoImport } from './import-actions.ts'
import { importView } from './views.ts'

/** Question files: read, look at, confirm, undo. */
export function questionImportRoutes(route: Route, services: Services): void {
  const { storage } = services
  const view = async (found: QuestionImport) =>
    importView(found, (await storage.accounts.logins([found.actorId])).get(found.actorId) ?? found.actorId)

  route(
    'stageQuestionImport',
    'manageQuestions',
    async ({ params, query, session, request }) => {
      const contest = await storage.contests.find(params.slug)
      if (contest === null) return refuse('not-found')
      if (!Buffer.isBuffer(request.body)) return refuse('invalid-request')
      const job = { ...query, contestId: contest.id, bytes: new Uint8Array(request.body) }
      const staged = await stageImport(services, job, session.id)
      if (!staged.ok) return staged
      const { errors, warnings, skipped } = staged.value.summary
      return accept({ import: await view(staged.value), errors, warnings, skipped })
    },
    { bodyLimit: QUESTION_FILE_BYTES, bytes: true },
  )

  route('listQuestionImports', 'seeQuestions', async ({ params, query }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const { rows, total } = await storage.questionImports.list(contest.id, query)
    return accept({ imports: await Promise.all(rows.map(view)), total, page: query.page, pageSize: query.pageSize })
  })

  route('getQuestionImport', 'seeQuestions', async ({ params, query }) => {
    const found = await storage.questionImports.find(params.importId)
    if (found === null) return refuse('not-found')
    const { rows, total } = await storage.questionImports.staged(found.id, query)
    const { errors, warnings, skipped } = found.summary
    return accept({
      import: await view(found),
      errors,
      warnings,
      skipped,
      rows: rows.map(({ draft, ...row }) => ({ ...row, question: draft })),
      total,
      page: query.page,
      pageSize: query.pageSize,
    })
  })

  route(
    'confirmQuestionImport',
    'manageQuestions',
    async ({ params, body, session }) =>
      confirmImport(services, params.importId, new Map(body.choices.map(({ position, action }) => [position, action])), session.id),
    { bodyLimit: 4 * 1024 * 1024 },
  )

  route('discardQuestionImport', 'manageQuestions', async ({ params }) =>
    (await storage.questionImports.discard(params.importId)) ? accept({ done: true }) : refuse('import-not-staged'),
  )

  route('undoQuestionImport', 'manageQuestions', async ({ params, body, session }) => undoImport(services, params.importId, session.id, body.reason))
}
