import { expect, test } from 'vitest'
import { blankQuestion, type QuestionDraft, type QuestionStatus } from '../../server/src/domain/question.ts'
import { decideEdit, newcomer } from '../../server/src/domain/question-review.ts'

const draft = (changes: Partial<QuestionDraft>): QuestionDraft => ({
  ...blankQuestion(),
  code: 'Q',
  stem: 'Câu hỏi?',
  options: ['a', 'b'],
  correct: [0],
  ...changes,
})

// Lan wrote the question; who is it that changes the status, and is a second person asked for?
test.each<
  [from: QuestionStatus, reviewer: string | null, to: QuestionStatus, actor: string, byOther: boolean, outcome: string, reviewerAfter: string | null]
>([
  ['draft', null, 'reviewed', 'Minh', true, 'reviewed', 'Minh'],
  ['draft', null, 'reviewed', 'Lan', true, 'review-by-other', null],
  ['draft', null, 'reviewed', 'Lan', false, 'reviewed', 'Lan'],
  ['draft', null, 'ready', 'Minh', true, 'review-first', null],
  ['draft', null, 'ready', 'Lan', false, 'ready', null],
  ['reviewed', 'Minh', 'ready', 'Lan', true, 'ready', 'Minh'],
  ['ready', 'Minh', 'draft', 'Lan', true, 'draft', null],
  ['ready', 'Minh', 'retired', 'Lan', true, 'retired', 'Minh'],
  ['retired', 'Minh', 'ready', 'Lan', true, 'ready', 'Minh'],
  ['retired', null, 'ready', 'Lan', true, 'review-first', null],
  ['ready', 'Minh', 'ready', 'Lan', true, 'nothing-changed', null],
])('%s (reviewed by %s) → %s by %s, second person %s: %s', (from, reviewerId, to, actor, byOther, outcome, reviewerAfter) => {
  const before = { draft: draft({ status: from }), authorId: 'Lan', reviewerId }
  const edit = decideEdit(before, draft({ status: to }), actor, byOther)
  if (!edit.ok) return expect(edit.reason).toBe(outcome)
  expect([edit.value.draft.status, edit.value.authorId, edit.value.reviewerId]).toEqual([outcome, 'Lan', reviewerAfter])
})

test.each<[what: string, changes: Partial<QuestionDraft>, byOther: boolean, status: QuestionStatus, author: string, reviewer: string | null]>([
  ['the stem', { stem: 'Câu khác?' }, true, 'draft', 'Hoa', null],
  ['the key', { correct: [1] }, true, 'draft', 'Hoa', null],
  ['the explanation', { explanation: 'Vì thế' }, true, 'draft', 'Hoa', null],
  ['the stem where one person is enough', { stem: 'Câu khác?' }, false, 'ready', 'Hoa', null],
  ['only the topic', { topic: 'Khác' }, true, 'ready', 'Lan', 'Minh'],
  ['only the difficulty and tags', { difficulty: 4, tags: ['x'] }, true, 'ready', 'Lan', 'Minh'],
])('a ready question of which Hoa changes %s', (_what, changes, byOther, status, author, reviewer) => {
  const before = { draft: draft({ status: 'ready' }), authorId: 'Lan', reviewerId: 'Minh' }
  const edit = decideEdit(before, draft({ status: 'ready', ...changes }), 'Hoa', byOther)
  if (!edit.ok) throw new Error(edit.reason)
  expect([edit.value.draft.status, edit.value.authorId, edit.value.reviewerId]).toEqual([status, author, reviewer])
})

test.each<[QuestionStatus, boolean, QuestionStatus]>([
  ['ready', true, 'draft'],
  ['reviewed', true, 'draft'],
  ['retired', true, 'retired'],
  ['ready', false, 'ready'],
])('a new question that says %s, second person %s: %s', (given, byOther, status) => {
  expect(newcomer(draft({ status: given }), byOther).status).toBe(status)
})
