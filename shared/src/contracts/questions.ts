import { z } from 'zod'
import { count, done, id, moment, page, pageSize, reason, text, type Contract } from './common.ts'
import { questionKind, questionStatus } from './rules.ts'

export const contestParams = z.object({ slug: z.string().min(1).max(100) })
const questionParams = z.object({ questionId: id })
/** Text of several lines, kept as typed but for NFC. */
const long = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.normalize('NFC'))
const indices = z.array(z.number().int().min(0).max(100)).max(12)

/** A question as an organiser writes it; which fields a kind uses is told in docs/formats.md. */
export const questionDraft = z
  .object({
    code: text(0, 64),
    kind: questionKind,
    topic: text(0, 200),
    difficulty: z.number().int().min(1).max(5),
    status: questionStatus,
    stem: long(8_000),
    options: z.array(long(2_000)).max(12),
    correct: indices,
    credits: z.array(z.number().min(-100).max(100)).max(12),
    prompts: z.array(long(2_000)).max(12),
    answers: z.array(z.object({ text: long(200), tolerance: z.number().min(0), credit: z.number().min(0).max(100) })).max(50),
    caseMatters: z.boolean(),
    accentsMatter: z.boolean(),
    explanation: long(8_000),
    legalReference: long(1_000),
    tags: z.array(text(1, 60)).max(20),
    keepOrder: z.boolean(),
    keepLast: indices,
  })
  .meta({ id: 'QuestionDraft' })

/** As it is sent out: a bank loaded long ago may hold what would not be accepted today. */
export const questionContent = z.object({
  ...questionDraft.shape,
  code: z.string(),
  topic: z.string(),
  difficulty: z.number(),
  stem: z.string(),
  options: z.array(z.string()),
  correct: z.array(z.number()),
  credits: z.array(z.number()),
  prompts: z.array(z.string()),
  answers: z.array(z.object({ text: z.string(), tolerance: z.number(), credit: z.number() })),
  explanation: z.string(),
  legalReference: z.string(),
  tags: z.array(z.string()),
  keepLast: z.array(z.number()),
})

const usage = z.object({
  /** Finished attempts whose paper held the question. */
  drawn: count,
  answered: count,
  /** Mean share of the points that those attempts earned on it, 0–1; null before the first. */
  facility: z.number().nullable(),
})

export const deskQuestion = z.object({ ...questionContent.shape, id, questionId: id, version: count, usage }).meta({ id: 'DeskQuestion' })

/** Which questions of a bank are meant: by filter, as a list shows them. */
const questionFilter = {
  search: text(0, 100).optional(),
  topic: text(0, 200).optional(),
  status: questionStatus.optional(),
  kind: questionKind.optional(),
  difficulty: z.coerce.number().int().min(1).max(5).optional(),
  tag: text(0, 60).optional(),
}

export const questionSort = z.enum(['code', 'topic', 'difficulty', 'status', 'drawn', 'facility', 'newest'])

export const listQuestions = {
  summary: 'The question bank with keys (organisers, judges and administrators only).',
  params: contestParams,
  query: z.object({ page, pageSize, ...questionFilter, sort: questionSort.default('code'), order: z.enum(['asc', 'desc']).default('asc') }),
  reply: z.object({
    questions: z.array(deskQuestion),
    total: count,
    page: count,
    pageSize: count,
    topics: z.array(z.string()),
    tags: z.array(z.string()),
    byStatus: z.record(z.string(), count),
    bankVersion: count,
    /** Whether a question must be reviewed by somebody else than its author. */
    reviewByOther: z.boolean(),
  }),
} satisfies Contract

const questionVersion = z.object({
  ...questionContent.shape,
  id,
  version: count,
  at: moment,
  author: z.string(),
  reviewer: z.string().nullable(),
  /** Why it was changed; empty for imports. */
  note: z.string(),
  current: z.boolean(),
})

export const getQuestion = {
  summary: 'One question with every version it ever had, newest first, and how it fared in papers.',
  params: questionParams,
  reply: z.object({
    questionId: id,
    contestSlug: z.string(),
    code: z.string(),
    usage,
    /** A practice round has asked it, with its answer shown: no real round draws it any more. */
    practised: z.boolean(),
    versions: z.array(questionVersion),
    topics: z.array(z.string()),
  }),
} satisfies Contract

const note = text(0, 500)

export const createQuestion = {
  summary: 'Add a question to the bank.',
  params: contestParams,
  body: z.object({ question: questionDraft }),
  reply: z.object({ questionId: id, version: count, bankVersion: count }),
} satisfies Contract

export const saveQuestion = {
  summary: 'Save a question as a new version; papers drawn before keep the old one.',
  params: questionParams,
  body: z.object({
    question: questionDraft,
    /** The version that was edited: a change made meanwhile by somebody else is not overwritten. */
    basedOn: count,
    note,
  }),
  reply: z.object({ questionId: id, version: count, bankVersion: count }),
} satisfies Contract

export const changeQuestions = {
  summary: 'Change many questions at once, by id or by filter: status, topic, difficulty, tags, legal reference.',
  params: contestParams,
  body: z.object({
    questionIds: z.array(id).max(1_000).optional(),
    filter: z.object(questionFilter).optional(),
    change: z.object({
      status: questionStatus.optional(),
      topic: text(1, 200).optional(),
      difficulty: z.number().int().min(1).max(5).optional(),
      addTags: z.array(text(1, 60)).max(20).optional(),
      removeTags: z.array(text(1, 60)).max(20).optional(),
      legalReference: long(1_000).optional(),
    }),
    reason,
  }),
  reply: z.object({ changed: count, unchanged: count, bankVersion: count }),
} satisfies Contract

export const setReviewing = {
  summary: 'Whether questions must be reviewed by somebody else than their author before they can be drawn.',
  params: contestParams,
  body: z.object({ reviewByOther: z.boolean(), reason }),
  reply: done,
} satisfies Contract

export const exportQuestions = {
  summary: 'The bank, or a part of it, as a file: gift, moodle-xml, xlsx, csv or jsonl.',
  params: z.object({ slug: z.string().min(1).max(100), format: z.enum(['gift', 'moodle-xml', 'xlsx', 'csv', 'jsonl']) }),
  query: z.object(questionFilter),
  reply: null,
} satisfies Contract

export const getQuestionTemplate = {
  summary: 'An empty spreadsheet to fill in, with an example of each kind (xlsx).',
  reply: null,
} satisfies Contract

export const addPicture = {
  summary: 'Keep a picture (the body is its bytes: PNG, JPEG, GIF or WebP, at most 1 MiB) and get the hash that names it.',
  reply: z.object({ hash: z.string(), type: z.string(), bytes: count }),
} satisfies Contract

export const getPicture = {
  summary: 'A picture by its hash.',
  params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: null,
} satisfies Contract
