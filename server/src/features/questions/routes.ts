import { accept, refuse } from '../../domain/decision.ts'
import { IMPORT_BYTES, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { importQuestions, previewQuestions } from './actions.ts'

export function questionRoutes(route: Route, services: Services): void {
  const { storage } = services

  route('listQuestions', 'seeQuestions', async ({ params, query }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const { rows, ...figures } = await storage.questions.list({ ...query, contestId: contest.id })
    const questions = rows.map(({ options, correct, ...question }) => ({
      ...question,
      options: options.map((text, index) => ({ text, correct: correct.includes(index) })),
    }))
    return accept({ ...figures, questions, page: query.page, pageSize: query.pageSize })
  })

  route(
    'previewQuestionImport',
    'manageQuestions',
    async ({ params, body }) => {
      const contest = await storage.contests.find(params.slug)
      return contest === null ? refuse('not-found') : accept(await previewQuestions(services, contest.id, body))
    },
    { bodyLimit: IMPORT_BYTES },
  )

  route(
    'importQuestions',
    'manageQuestions',
    async ({ params, body, session }) => {
      const contest = await storage.contests.find(params.slug)
      return contest === null ? refuse('not-found') : importQuestions(services, contest.id, body, session.id)
    },
    { bodyLimit: IMPORT_BYTES },
  )
}
