import { call, type Reply } from '../../lib/api.ts'

export type QuestionReply = Reply<'getQuestion'>
export type Version = QuestionReply['versions'][number]

/** What a bank offers to an author: names in use, and how questions are reviewed. */
export type BankFacts = { topics: readonly string[]; tags: readonly string[]; reviewByOther: boolean }

export async function loadBankFacts(slug: string): Promise<BankFacts> {
  const { topics, tags, reviewByOther } = await call('listQuestions', { params: { slug }, query: { pageSize: 1 } })
  return { topics, tags, reviewByOther }
}

/** A question with the facts of its bank. */
export type QuestionRecord = { question: QuestionReply; newest: Version; facts: BankFacts }

export async function loadQuestion(slug: string, questionId: string): Promise<QuestionRecord> {
  const [question, facts] = await Promise.all([call('getQuestion', { params: { questionId } }), loadBankFacts(slug)])
  const newest = question.versions.find(({ current }) => current) ?? question.versions[0]
  if (newest === undefined) throw new Error(`question ${questionId} has no version`)
  return { question, newest, facts }
}
