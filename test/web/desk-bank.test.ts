import { describe, expect, it } from 'vitest'
import { anyQuestion, queryOf } from '../../web/src/desk/rules/bank-filter.ts'
import { changeOf, refusedCodes, someOf, tagsOf } from '../../web/src/desk/rules/bulk-change.ts'
import { facilityBand } from '../../web/src/desk/rules/facility.ts'
import { fullMarks, picturesIn, pictureMark, plainWords, shortMarks, withMark } from '../../web/src/desk/rules/picture-marks.ts'
import { questionDiff } from '../../web/src/desk/rules/question-diff.ts'
import { faultsOf } from '../../web/src/desk/rules/question-faults.ts'
import { blankForm, draftOf, formOf, newAnswer, newOption, sameDraft, type QuestionDraft } from '../../web/src/desk/rules/question-form.ts'
import { withCredits, withKind } from '../../web/src/desk/rules/question-kind-change.ts'
import { sparesOf, withPair, withPairs, withSpares } from '../../web/src/desk/rules/question-pairs.ts'
import { previewOf, previewOrder } from '../../web/src/desk/rules/question-preview.ts'
import { moved } from '../../web/src/desk/rules/rows.ts'
import { statusSteps } from '../../web/src/desk/rules/status-steps.ts'
import { wordDiff, type Piece } from '../../web/src/desk/rules/word-diff.ts'
import { deskBankEn } from '../../web/src/lib/text/desk-bank-en.ts'
import { deskBankVi } from '../../web/src/lib/text/desk-bank-vi.ts'

const HASH = 'a'.repeat(64)
const PICTURE = `![cờ đỏ](picture:${HASH})`

const choice: QuestionDraft = {
  code: 'LLD-001',
  kind: 'single',
  topic: 'Tiền lương',
  difficulty: 2,
  status: 'ready',
  stem: 'Lương tối thiểu vùng do ai quyết định?',
  options: ['Chính phủ', 'Quốc hội', 'Công đoàn', 'Tất cả các phương án trên'],
  correct: [0],
  credits: [],
  prompts: [],
  answers: [],
  caseMatters: false,
  accentsMatter: false,
  explanation: '',
  legalReference: 'Điều 91',
  tags: ['lương'],
  keepOrder: false,
  keepLast: [3],
}
const drafts = {
  single: choice,
  multiple: { ...choice, kind: 'multiple', correct: [0, 2], credits: [50, -25, 50, 0] },
  trueFalse: { ...choice, kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [1], keepLast: [] },
  shortText: {
    ...choice,
    kind: 'shortText',
    options: [],
    correct: [],
    keepLast: [],
    answers: [{ text: 'Hà Nội', tolerance: 0, credit: 100 }],
    accentsMatter: true,
  },
  number: { ...choice, kind: 'number', options: [], correct: [], keepLast: [], answers: [{ text: '3,5', tolerance: 0.1, credit: 100 }] },
  ordering: { ...choice, kind: 'ordering', correct: [0, 1, 2, 3], keepLast: [] },
  matching: { ...choice, kind: 'matching', prompts: ['Thứ nhất', 'Thứ hai', 'Thứ ba'], correct: [2, 0, 2], keepOrder: true },
} as const satisfies Record<string, QuestionDraft>

describe('a list asks for', () => {
  it.each([
    ['anything', {}, {}],
    [
      'what was chosen and nothing else',
      { topic: 'Tiền lương', difficulty: 3, status: 'ready' },
      { topic: 'Tiền lương', difficulty: 3, status: 'ready' },
    ],
    ['a search', { search: 'luong' }, { search: 'luong' }],
  ] as const)('%s', (_, chosen, query) => {
    expect(queryOf({ ...anyQuestion(), ...chosen })).toEqual(query)
  })
})

describe('how easy a question proved', () => {
  it.each([
    [0, 'veryHard'],
    [0.19, 'veryHard'],
    [0.2, 'hard'],
    [0.4, 'medium'],
    [0.69, 'medium'],
    [0.7, 'easy'],
    [0.9, 'veryEasy'],
    [1, 'veryEasy'],
  ])('%d: %s', (share, band) => {
    expect(facilityBand(share)).toBe(band)
  })
})

describe('pictures in a text', () => {
  it.each([
    ['Đây là cờ nào?', 'Đây là cờ nào?'],
    [`${PICTURE}\nĐây là cờ nào?`, '🖼 cờ đỏ Đây là cờ nào?'],
    [`Hình${PICTURE}và chữ`, 'Hình 🖼 cờ đỏ và chữ'],
    ['![không phải hình](http://a.vn)', '![không phải hình](http://a.vn)'],
  ])('%s reads %s', (text, words) => {
    expect(plainWords(text)).toBe(words)
  })
  it('each is listed once', () => {
    expect(picturesIn(`${PICTURE} ${PICTURE}`)).toEqual([{ hash: HASH, alt: 'cờ đỏ' }])
  })
  it('a description keeps to one line without brackets', () => {
    expect(pictureMark(HASH, ' cờ\n[đỏ] ')).toBe(PICTURE)
  })
  it('a mark takes the place of what is selected', () => {
    expect(withMark('một hai ba', 'X', 4, 7)).toEqual({ text: 'một X ba', cursor: 5 })
    expect(withMark('một', 'X', 3, 3)).toEqual({ text: 'một X', cursor: 5 })
  })
  it('its author sees a short name, which stands for the whole one as long as it is known', () => {
    const short = `Cờ nào? ![cờ đỏ](picture:${'a'.repeat(10)})`
    expect(shortMarks(`Cờ nào? ${PICTURE}`)).toBe(short)
    expect([fullMarks(short, [HASH]), fullMarks(short, ['b'.repeat(64)])]).toEqual([`Cờ nào? ${PICTURE}`, short])
  })
})

describe('the form gives back what it was given', () => {
  it.each(Object.entries(drafts))('%s', (_, draft) => {
    expect(draftOf(formOf(draft))).toEqual(draft)
  })
  it('credits that a file gave to true and false', () => {
    const draft = { ...drafts.trueFalse, credits: [-50, 100] }
    expect(draftOf(formOf(draft))).toEqual(draft)
  })
  it('a new question is a draft with four empty options', () => {
    expect(draftOf(blankForm())).toMatchObject({ status: 'draft', kind: 'single', options: ['', '', '', ''], correct: [] })
  })
  it('only what would be saved tells two drafts apart', () => {
    expect([sameDraft(choice, { ...choice }), sameDraft(choice, { ...choice, stem: 'khác' })]).toEqual([true, false])
  })
  it('an empty credit of an answer is all of the points', () => {
    const form = { ...blankForm(), kind: 'number' as const, answers: [newAnswer('5', null)] }
    expect(draftOf(form).answers).toEqual([{ text: '5', tolerance: 0, credit: 100 }])
  })
  it('right-hand sides that read alike are one option', () => {
    const form = formOf(drafts.matching)
    form.options.push(newOption(' Chính phủ '))
    expect(draftOf(form).options).toEqual(drafts.matching.options)
  })
})

describe('another kind keeps what can be kept', () => {
  it.each([
    ['single', 'multiple', { options: choice.options, correct: [0] }],
    ['multiple', 'single', { options: choice.options, correct: [0] }],
    ['single', 'ordering', { options: choice.options, correct: [0, 1, 2, 3] }],
    ['single', 'shortText', { answers: [{ text: 'Chính phủ', tolerance: 0, credit: 100 }], options: [] }],
    ['single', 'number', { answers: [{ text: '', tolerance: 0, credit: 100 }] }],
    ['shortText', 'single', { options: ['Hà Nội'], correct: [0] }],
    ['shortText', 'number', { answers: drafts.shortText.answers }],
    ['trueFalse', 'single', { options: ['Đúng', 'Sai'], correct: [1] }],
    ['single', 'trueFalse', { options: ['Đúng', 'Sai'], correct: [] }],
    ['ordering', 'matching', { options: choice.options, prompts: ['', '', '', ''], correct: [0, 1, 2, 3] }],
    ['matching', 'single', { options: choice.options, prompts: [], correct: [] }],
  ] as const)('%s → %s', (from, to, kept) => {
    expect(draftOf(withKind(formOf(drafts[from]), to))).toMatchObject({ kind: to, ...kept })
  })
  it.each(Object.keys(drafts) as (keyof typeof drafts)[])('single → %s and back is as before', (kind) => {
    const credited = { ...choice, credits: [100, 50, 0, 0] }
    const there = withKind(formOf(credited), kind)
    expect(draftOf(withKind(there, 'single'))).toEqual(credited)
  })
  it.each([
    ['single', [100, 0, 0, 0]],
    ['multiple', [50, 0, 50, 0]],
  ] as const)('credits of a %s begin with its key', (kind, credits) => {
    const form = formOf({ ...drafts[kind], credits: [] })
    expect(draftOf(withCredits(form, true)).credits).toEqual(credits)
    expect(draftOf(withCredits(withCredits(form, true), false)).credits).toEqual([])
  })
})

describe('pairs', () => {
  it('spare right-hand sides belong to no pair', () => {
    expect(sparesOf(formOf(drafts.matching)).map(({ text }) => text)).toEqual(['Quốc hội', 'Tất cả các phương án trên'])
  })
  it('a shared right-hand side stays until its last pair goes', () => {
    const form = formOf(drafts.matching)
    const without = withPairs(form, form.pairs.slice(1))
    expect(without.options).toHaveLength(4)
    expect(withPairs(without, without.pairs.slice(0, 1)).options).toHaveLength(3)
  })
  it('a new pair has both of its sides, spares go by themselves', () => {
    const form = withPair(formOf(drafts.matching))
    expect([form.pairs.length, form.options.length, withSpares(form, []).options.length]).toEqual([4, 5, 3])
  })
})

it.each([
  [0, -1, 'abc'],
  [0, 1, 'bac'],
  [2, -1, 'acb'],
  [2, 1, 'abc'],
] as const)('row %d moved by %d: %s', (index, by, order) => {
  expect(moved(['a', 'b', 'c'], index, by).join('')).toBe(order)
})

describe('the preview shuffles as a paper does', () => {
  it.each([
    ['as written at first', { kind: 'single' }, 0, [0, 1, 2, 3]],
    ['true and false stay', { kind: 'trueFalse', options: ['Đúng', 'Sai'] }, 5, [0, 1]],
    ['a kept order stays', { keepOrder: true }, 5, [0, 1, 2, 3]],
  ] as const)('%s', (_, change, seed, order) => {
    expect(previewOrder({ ...choice, ...change, options: [...('options' in change ? change.options : choice.options)] }, seed)).toEqual(order)
  })
  it('what stays last is last under every seed, and an order to find is never given away', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      expect(previewOrder(choice, seed).at(-1)).toBe(3)
      expect(previewOrder(drafts.ordering, seed)).not.toEqual([0, 1, 2, 3])
      expect([...previewOrder(drafts.ordering, seed)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3])
    }
  })
  it('options are named by their place', () => {
    expect(previewOf(choice, 0).options.slice(0, 2)).toEqual([
      { id: 'a', text: 'Chính phủ' },
      { id: 'b', text: 'Quốc hội' },
    ])
  })
})

describe('what is wrong stands beside its field', () => {
  it.each([
    ['a refused question', [{ field: 'id', code: 'code-missing', message: 'Thiếu mã.' }], { code: [{ code: 'code-missing', message: 'Thiếu mã.' }] }],
    ['a contract', [{ field: 'question.tags.0', message: 'too long' }], { tags: [{ code: '', message: 'too long' }] }],
    [
      'the same twice',
      [
        { field: 'options', message: 'B trống' },
        { field: 'options', message: 'B trống' },
      ],
      { options: [{ code: '', message: 'B trống' }] },
    ],
    ['an unknown field', [{ field: 'màu', message: 'lạ' }], { other: [{ code: '', message: 'lạ' }] }],
    ['no details', undefined, {}],
    ['other details', { questions: ['A'] }, {}],
  ])('%s', (_, details, faults) => {
    expect(faultsOf(details)).toEqual(faults)
  })
})

describe('what may be done next', () => {
  it.each([
    // status     reviewer    by another  steps
    ['draft', null, false, ['reviewed', 'ready', 'retired']],
    ['draft', null, true, ['reviewed', 'retired']],
    ['reviewed', 'giamkhao', true, ['ready', 'draft', 'retired']],
    ['ready', null, true, ['draft', 'retired']],
    ['retired', null, false, ['draft']],
  ] as const)('%s, reviewed by %s, by another: %s', (status, reviewer, byOther, steps) => {
    expect(statusSteps({ status, reviewer }, byOther)).toEqual(steps)
  })
})

describe('bulk changes', () => {
  const values = { status: 'ready', topic: ' Tiền lương ', difficulty: 3, tags: ['a'], legalReference: ' Điều 1 ' } as const
  it.each([
    ['status', { status: 'ready' }],
    ['topic', { topic: 'Tiền lương' }],
    ['difficulty', { difficulty: 3 }],
    ['addTags', { addTags: ['a'] }],
    ['removeTags', { removeTags: ['a'] }],
    ['legalReference', { legalReference: 'Điều 1' }],
  ] as const)('%s', (act, change) => {
    expect(changeOf(act, { ...values, tags: [...values.tags] })).toEqual(change)
  })
  it.each([
    ['', []],
    [' lương , an toàn;lương\nthai  sản', ['lương', 'an toàn', 'thai sản']],
  ])('tags typed as %j', (typed, tags) => {
    expect(tagsOf(typed)).toEqual(tags)
  })
  it('the questions in the way are named', () => {
    expect([refusedCodes({ questions: ['A', 1, 'B'] }), refusedCodes(undefined), refusedCodes('x')]).toEqual([['A', 'B'], [], []])
    expect(someOf(Array.from({ length: 23 }, (_, index) => `Q${index}`)).more).toBe(3)
  })
})

/** −gone− and +come+ in one line. */
const written = (pieces: readonly Piece[]): string =>
  pieces.map(({ change, text }) => (change === 'same' ? text : change === 'removed' ? `[-${text}-]` : `{+${text}+}`)).join('')

describe('changed words', () => {
  it.each([
    ['mức lương cơ sở', 'mức lương cơ sở', 'mức lương cơ sở'],
    ['mức lương cơ sở', 'mức lương tối thiểu', 'mức lương [-cơ sở-]{+tối thiểu+}'],
    ['Điều 91 khoản 1', 'Điều 91 khoản 2', 'Điều 91 khoản [-1-]{+2+}'],
    ['', 'mới', '{+mới+}'],
    ['cũ', '', '[-cũ-]'],
    ['một hai ba', 'một ba', 'một [-hai -]ba'],
    ['ai?', 'ai!', 'ai[-?-]{+!+}'],
    [`xem ${PICTURE}`, 'xem hình', 'xem [-🖼 cờ đỏ-]{+hình+}'],
  ])('%j → %j', (before, after, shown) => {
    expect(written(wordDiff(before, after))).toBe(shown)
  })
  it('long texts are compared in a moment', () => {
    const long = (word: string) => Array.from({ length: 1_600 }, (_, index) => `${word}${index}`).join(' ')
    // A comparison of every word with every other one that went wrong would take longer than a test may.
    expect(written(wordDiff(long('a'), long('b')))).toContain('b1599')
  })
})

describe('two versions of a question', () => {
  it.each([
    ['nothing', {}, []],
    ['topic and status', { topic: 'Thai sản', status: 'draft' }, ['status', 'topic']],
    ['key', { correct: [1] }, ['correct']],
    ['an option, with what is kept last', { options: ['Chính phủ', 'Quốc hội', 'Công đoàn'], keepLast: [] }, ['options', 'keepLast']],
    ['tags', { tags: ['lương', 'mới'] }, ['tags']],
    ['another kind', { kind: 'multiple', correct: [0, 1], credits: [50, 50, 0, 0] }, ['kind', 'correct', 'credits']],
  ] as const)('differ in %s', (_, change, fields) => {
    const after = { ...choice, ...change } as unknown as QuestionDraft
    expect(questionDiff(choice, after).map(({ field }) => field)).toEqual(fields)
  })
  it('options are compared row by row', () => {
    const [change] = questionDiff(choice, { ...choice, options: ['Chính phủ', 'Quốc hội khoá mới', 'Tất cả các phương án trên'] })
    expect(change?.shows === 'rows' && change.rows.map(written)).toEqual([
      'Chính phủ',
      'Quốc hội{+ khoá mới+}',
      '[-Công đoàn-]',
      'Tất cả các phương án trên',
    ])
  })
  it('keys are told in letters, pairs by number', () => {
    const [pairs] = questionDiff(drafts.matching, { ...drafts.matching, correct: [2, 0, 1] })
    expect(pairs).toEqual({ field: 'correct', shows: 'value', before: '1 → C, 2 → A, 3 → C', after: '1 → C, 2 → A, 3 → B' })
  })
  it('answers are told with tolerance and credit', () => {
    const after = { ...drafts.number, answers: [{ text: '3,5', tolerance: 0.1, credit: 50 }] }
    const [change] = questionDiff(drafts.number, after)
    expect(change?.shows === 'rows' && change.rows.map(written)).toEqual(['3,5 ± 0.1{+ (50 %)+}'])
  })
})

it('both languages have every text', () => {
  expect(Object.keys(deskBankEn).sort()).toEqual(Object.keys(deskBankVi).sort())
  expect(Object.values<string>({ ...deskBankVi, ...deskBankEn }).filter((text) => text === '')).toEqual([])
})
