import { createHash } from 'node:crypto'
import { accept, refuse } from '../../domain/decision.ts'
import { MAX_PICTURE_BYTES, pictureType } from '../../domain/pictures.ts'
import { exportFiles } from '../../formats/question-export.ts'
import { questionTemplate } from '../../formats/sheet/question-template.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { changeQuestions, createQuestion, saveQuestion } from './edit-actions.ts'
import { questionImportRoutes } from './import-routes.ts'
import { usageView } from './views.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The question bank: list, one question, edits, files and pictures. */
export function questionRoutes(route: Route, services: Services): void {
  const { storage, questionFiles, clock, ids } = services
  const contestOf = (slug: string) => storage.contests.find(slug)

  route('listQuestions', 'seeQuestions', async ({ params, query }) => {
    const contest = await contestOf(params.slug)
    if (contest === null) return refuse('not-found')
    const { rows, ...figures } = await storage.questions.list({ ...query, contestId: contest.id })
    const questions = rows.map(({ usage, ...question }) => ({ ...question, usage: usageView(usage) }))
    return accept({ ...figures, questions, page: query.page, pageSize: query.pageSize })
  })

  route('getQuestion', 'seeQuestions', async ({ params }) => {
    const { versions, usage, practised } = await storage.questions.history(params.questionId)
    const [newest] = versions
    const contest = newest === undefined ? null : await storage.contests.byId(newest.contestId)
    if (newest === undefined || contest === null) return refuse('not-found')
    const logins = await storage.accounts.logins(versions.flatMap(({ authorId, reviewerId }) => [authorId, reviewerId]).filter((id) => id !== null))
    const topics = await storage.questions.counts(contest.id)
    return accept({
      questionId: params.questionId,
      contestSlug: contest.slug,
      code: newest.code,
      usage: usageView(usage),
      practised,
      versions: versions.map(({ authorId, reviewerId, createdAt, ...version }) => ({
        ...version,
        at: createdAt,
        author: logins.get(authorId ?? '') ?? authorId ?? '',
        reviewer: reviewerId === null ? null : (logins.get(reviewerId) ?? reviewerId),
      })),
      topics: [...new Set(topics.map(({ topic }) => topic))],
    })
  })

  route('createQuestion', 'manageQuestions', async ({ params, body, session }) => {
    const contest = await contestOf(params.slug)
    return contest === null ? refuse('not-found') : createQuestion(services, contest.id, body.question, session.id)
  })

  route('saveQuestion', 'manageQuestions', async ({ params: { questionId }, body, session }) => {
    const [newest] = (await storage.questions.history(questionId)).versions
    if (newest === undefined) return refuse('not-found')
    const { question, basedOn, note } = body
    return saveQuestion(services, { contestId: newest.contestId, questionId, actorId: session.id, basedOn, note }, question)
  })

  route('changeQuestions', 'manageQuestions', async ({ params, body: { questionIds, filter, change, reason }, session }) => {
    const contest = await contestOf(params.slug)
    if (contest === null) return refuse('not-found')
    return changeQuestions(services, { contestId: contest.id, actorId: session.id, reason }, { questionIds, filter }, change)
  })

  route('setReviewing', 'manageQuestions', async ({ params, body: { reviewByOther, reason }, session }) => {
    const contest = await contestOf(params.slug)
    if (contest === null) return refuse('not-found')
    const at = clock.now()
    const audit = { id: ids.next(at), at, actorId: session.id, action: 'setReviewing', subject: contest.slug, reason, details: { reviewByOther } }
    await storage.questions.setReviewing(contest.id, reviewByOther, audit)
    return accept({ done: true })
  })

  route('exportQuestions', 'seeQuestions', async ({ params: { slug, format }, query, reply }) => {
    const contest = await contestOf(slug)
    if (contest === null) return refuse('not-found')
    const { bytes, leftOut, questions } = await questionFiles.write({ filter: { ...query, contestId: contest.id }, format })
    const { extension, type } = exportFiles[format]
    await reply
      .headers({
        'content-type': type,
        'content-disposition': `attachment; filename="${contest.slug}-cau-hoi.${extension}"`,
        'x-questions': String(questions),
        'x-left-out': String(leftOut.length),
      })
      .send(Buffer.from(bytes))
    return SENT
  })

  route('getQuestionTemplate', 'seeQuestions', async ({ reply }) => {
    const bytes = await questionTemplate()
    await reply.headers({ 'content-type': XLSX, 'content-disposition': 'attachment; filename="mau-cau-hoi.xlsx"' }).send(Buffer.from(bytes))
    return SENT
  })

  route(
    'addPicture',
    'manageQuestions',
    async ({ request: { body } }) => {
      const type = Buffer.isBuffer(body) ? pictureType(body) : null
      if (!Buffer.isBuffer(body) || type === null) return refuse('picture-refused')
      const hash = createHash('sha256').update(body).digest('hex')
      await storage.pictures.keep([{ hash, type, bytes: body }], clock.now())
      return accept({ hash, type, bytes: body.length })
    },
    { bodyLimit: MAX_PICTURE_BYTES, bytes: true },
  )

  route('getPicture', 'anyone', async ({ params, reply }) => {
    const picture = await storage.pictures.find(params.hash)
    if (picture === null) return refuse('not-found')
    await reply
      .headers({
        'content-type': picture.type,
        // The address names the bytes: it can never mean others.
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': 'inline',
      })
      .send(Buffer.from(picture.bytes))
    return SENT
  })

  questionImportRoutes(route, services)
}
