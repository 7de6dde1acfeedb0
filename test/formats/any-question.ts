import fc from 'fast-check'
import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'
import { cleanDraft } from '../../server/src/formats/clean-draft.ts'
import { cleanLine, cleanText } from '../../server/src/formats/clean-text.ts'

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    '=1+1',
    '+84',
    '-5',
    '@tên',
    "'=1",
    "''=1",
    '"ngoặc"',
    'a,b;c\td',
    'Dòng 1\nDòng 2',
    '＝1',
    'Nguyễn Thị Ánh 🇻🇳',
    'Quyền bầu cử'.normalize('NFD'),
    'sep=;',
    '\\',
    '{"a":1}',
    '{=a ~b}',
    '# // ::',
    'a -> b | c',
    '<b>&amp;</b>',
    'A và C',
    'Đúng',
  ),
)
const text = awkward.map(cleanText)
const someText = text.filter((value) => value !== '')
const someLine = awkward.map(cleanLine).filter((value) => value !== '' && value.length <= 60)
const options = fc.uniqueArray(someText, { minLength: 2, maxLength: 6 })

type Body = Partial<QuestionDraft>
const bodies: Record<QuestionKind, fc.Arbitrary<Body>> = {
  single: fc.record({
    options,
    correct: fc.nat(1).map((key) => [key]),
    keepOrder: fc.boolean(),
    keepLast: fc.constantFrom<number[]>([], [1], [0, 1]),
  }),
  multiple: fc.record({
    options,
    correct: fc.constantFrom([0], [1], [0, 1]),
    keepOrder: fc.boolean(),
  }),
  trueFalse: fc.record({ options: fc.constant(['Đúng', 'Sai']), correct: fc.nat(1).map((key) => [key]) }),
  shortText: fc.record({
    answers: fc.array(fc.record({ text: someLine, tolerance: fc.constant(0), credit: fc.constantFrom(100, 50, 33.5) }), {
      minLength: 1,
      maxLength: 3,
    }),
    caseMatters: fc.boolean(),
    accentsMatter: fc.boolean(),
  }),
  number: fc.record({
    answers: fc.array(
      fc.record({
        text: fc.constantFrom('27', '-3.5', '0', '1e3', '1000000'),
        tolerance: fc.constantFrom(0, 0.5, 2),
        credit: fc.constantFrom(100, 25),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  ordering: fc.record({ options }),
  matching: fc
    .record({ options, prompts: fc.array(someText, { minLength: 2, maxLength: 4 }) })
    .chain(({ options: right, prompts }) =>
      fc
        .array(fc.nat(right.length - 1), { minLength: prompts.length, maxLength: prompts.length })
        .map((correct) => ({ options: right, prompts, correct })),
    ),
}

/** Any question that can be asked, with texts as awkward as they come; of some kinds only, when they are given. */
function anyQuestion(kinds: readonly QuestionKind[] = Object.keys(bodies) as QuestionKind[]): fc.Arbitrary<QuestionDraft> {
  const common = fc.record({
    code: someLine,
    topic: someLine,
    difficulty: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom('draft' as const, 'reviewed' as const, 'ready' as const, 'retired' as const),
    stem: someText,
    explanation: text,
    legalReference: text,
    tags: fc.uniqueArray(someLine, { maxLength: 3 }),
  })
  return fc
    .oneof(
      ...kinds.map((kind) => fc.record({ common, body: bodies[kind] }).map(({ common: shared, body }) => ({ ...blank, ...shared, ...body, kind }))),
    )
    .map(cleanDraft)
    .filter((draft) => questionFaults(draft).length === 0)
}

const blank = {
  options: [],
  correct: [],
  credits: [],
  prompts: [],
  answers: [],
  caseMatters: false,
  accentsMatter: false,
  keepOrder: false,
  keepLast: [],
}

/** A few questions with codes of their own. */
export function anyBank(kinds?: readonly QuestionKind[]): fc.Arbitrary<QuestionDraft[]> {
  return fc.uniqueArray(anyQuestion(kinds), { minLength: 1, maxLength: 6, selector: ({ code }) => code })
}
