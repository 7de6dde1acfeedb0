import fc from 'fast-check'
import { attemptQuestion } from '@hoithi/shared/contracts/attempts'
import { questionKinds } from '@hoithi/shared/contracts/rules'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { PaperItem } from '../../server/src/domain/paper.ts'
import { blankQuestion, type QuestionVersion } from '../../server/src/domain/question.ts'
import { paperText, questionView } from '../../server/src/features/attempts/paper-view.ts'
import { Written } from '../../server/src/http/written.ts'
import { zodSerializer } from '../../server/src/http/zod-compilers.ts'

// Quotes, backslashes, line ends, halves of letters and the text of keys: whatever JSON has to write in its own way.
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"questions":[', '\\"', '\n\u2028', '\ud800', 'Nguyễn Thị Ánh'))
const version = (id: string) =>
  fc.record({ stem: text, options: fc.array(text, { maxLength: 8 }), prompts: fc.array(text, { maxLength: 3 }) }).map((content): QuestionVersion => ({
    ...blankQuestion(),
    ...content,
    id,
    questionId: id,
    version: 1,
    code: id,
    answers: [{ text: 'the key', tolerance: 0, credit: 100 }],
  }))
const pinned = fc.array(fc.constant(null), { minLength: 1, maxLength: 5 }).chain((all) => fc.tuple(...all.map((_, index) => version(`v${index}`))))
const drawn = pinned.chain((versions) =>
  fc.tuple(
    fc.constant(new Map(versions.map((one) => [one.id, one]))),
    fc.tuple(
      ...versions.map((one) =>
        fc.record<PaperItem>({
          versionId: fc.constant(one.id),
          kind: fc.constantFrom(...questionKinds),
          order: fc.shuffledSubarray(
            one.options.map((_, index) => index),
            { minLength: one.options.length },
          ),
          points: fc.constantFrom(undefined, 0.25, 2) as fc.Arbitrary<number>,
        }),
      ),
    ),
  ),
)

test('a paper that is written from texts known before says what each of its questions says through the contract', () => {
  fc.assert(
    fc.property(drawn, ([versions, paper]) => {
      const said = paper.map((item, index) => questionView(item, index + 1, versions.get(item.versionId) as QuestionVersion))
      const checked = z.array(attemptQuestion).parse(said)
      // Twice: once with texts that are written just now, and once with those that are known.
      for (let turn = 0; turn < 2; turn += 1) expect(`[${paperText(paper, versions)}]`).toBe(JSON.stringify(checked))
    }),
  )
})

test('a paper whose question is not there is never sent', () => {
  expect(() => paperText([{ versionId: 'gone', kind: 'single', order: [0, 1] }], new Map())).toThrow('gone')
})

test('the text goes into its own list, whatever other texts say, and the contract still strips the rest', () => {
  const send = zodSerializer({ schema: z.object({ note: z.string(), questions: z.array(z.number()) }), method: 'GET', url: '/', httpStatus: '200' })
  const rest = { note: '"questions":[9]', questions: [], key: 'never sent' }
  expect(JSON.parse(send(new Written(rest, 'questions', '1,2')))).toEqual({ note: '"questions":[9]', questions: [1, 2] })
  expect(() => send(new Written({ note: 1, questions: [] }, 'questions', '1'))).toThrow()
})
