import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pictureMark } from '../../server/src/domain/pictures.ts'
import { blankQuestion, questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'
import { cleanLine, cleanText } from '../../server/src/formats/clean-text.ts'
import { choiceKey } from '../../server/src/formats/gift/gift-weights.ts'
import { writeMoodleXml } from '../../server/src/formats/moodle-xml/moodle-xml-write.ts'
import { readMoodleXml } from '../../server/src/formats/moodle-xml/moodle-xml.ts'
import { file, gif, markOf, png } from './moodle-pictures.ts'

const pictures = new Map([png, gif].map((bytes) => [/picture:(\w+)/.exec(markOf(bytes, ''))?.[1] ?? '', bytes]))
const pictureOf = (hash: string) => {
  const bytes = pictures.get(hash)
  return bytes === undefined ? null : { type: bytes === png ? ('image/png' as const) : ('image/gif' as const), bytes }
}
const written = (...given: QuestionDraft[]) => {
  const { bytes, leftOut } = writeMoodleXml(given, pictureOf)
  return { text: Buffer.from(bytes).toString('utf8'), leftOut }
}
const base: QuestionDraft = { ...blankQuestion(), code: 'A-1', topic: 'Luật', difficulty: 3, stem: 'Hỏi?', options: ['a', 'b', 'c'], correct: [0] }

describe('a written file', () => {
  test('looks as Moodle’s own', () => {
    const { text, leftOut } = written({ ...base, stem: 'Một < hai?\n & ba', explanation: 'Vì thế.', legalReference: 'Điều 5', tags: ['luật'] })
    expect(leftOut).toEqual([])
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category">
<category><text>$course$/top/Luật</text></category>
</question>
<question type="multichoice">
<name><text>Một &lt; hai? &amp; ba</text></name>
<questiontext format="html"><text><![CDATA[Một &lt; hai?<br>&nbsp;&amp; ba]]></text></questiontext>
<generalfeedback format="html"><text><![CDATA[Vì thế.<br>Căn cứ: Điều 5]]></text></generalfeedback>
<defaultgrade>1</defaultgrade>
<penalty>0.3333333</penalty>
<hidden>0</hidden>
<idnumber>A-1</idnumber>
<single>true</single>
<shuffleanswers>true</shuffleanswers>
<answernumbering>abc</answernumbering>
<answer fraction="100" format="html"><text>a</text></answer>
<answer fraction="0" format="html"><text>b</text></answer>
<answer fraction="0" format="html"><text>c</text></answer>
<tags><tag><text>luật</text></tag><tag><text>difficulty:3</text></tag><tag><text>status:ready</text></tag></tags>
</question>
</quiz>
`)
  })

  test.each<[string, Partial<QuestionDraft>, string]>([
    ['three right ones share the mark by Moodle’s own thirds', { kind: 'multiple', correct: [0, 1, 2] }, 'fraction="33.33333"'],
    ['a wrong one among several takes one part away', { kind: 'multiple', correct: [0, 1] }, '<answer fraction="-50" format="html"><text>c</text>'],
    ['options that stay last are not shuffled', { keepLast: [2] }, '<shuffleanswers>false</shuffleanswers>'],
    [
      'true and false are Moodle’s',
      { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [1] },
      '<answer fraction="100" format="moodle_auto_format"><text>false</text>',
    ],
    ['other words for them are a choice of two', { kind: 'trueFalse', options: ['Có', 'Không'], correct: [1] }, '<question type="multichoice">'],
    [
      'capitals',
      { kind: 'shortText', options: [], correct: [], caseMatters: true, answers: [{ text: 'A&B', tolerance: 0, credit: 100 }] },
      '<usecase>1</usecase>\n<answer fraction="100" format="plain_text"><text>A&amp;B</text>',
    ],
    [
      'a decimal comma becomes a point',
      { kind: 'number', options: [], correct: [], answers: [{ text: '−1,5', tolerance: 0.1, credit: 100 }] },
      '<text>-1.5</text><tolerance>0.1</tolerance>',
    ],
    ['a slash in a topic is doubled', { topic: 'An toàn/Vệ sinh' }, '$course$/top/An toàn//Vệ sinh<'],
  ])('%s', (_name, changes, part) => {
    const { text, leftOut } = written({ ...base, ...changes })
    expect(leftOut).toEqual([])
    expect(text).toContain(part)
  })

  test('a picture is in the text’s own files, once', () => {
    const { text } = written({ ...base, stem: `${markOf(png, 'một "cờ"')} và ${markOf(png, 'hai')}` })
    const name = `${[...pictures.keys()][0]?.slice(0, 32)}.png`
    expect(text).toContain(
      `<img src="@@PLUGINFILE@@/${name}" alt="một &quot;cờ&quot;"> và <img src="@@PLUGINFILE@@/${name}" alt="hai">]]></text>\n${file(name, png)}</questiontext>`,
    )
  })

  test('a category is written where the topic changes', () => {
    const { text } = written(base, { ...base, code: 'A-2' }, { ...base, code: 'A-3', topic: 'Khác' })
    expect([...text.matchAll(/\$course\$\/top\/([^<]*)/g)].map(([, topic]) => topic)).toEqual(['Luật', 'Khác'])
  })

  test.each<[string, Partial<QuestionDraft>, string]>([
    ['a share of the points that Moodle does not know', { credits: [100, 37, 0] }, '37 %'],
    ['eleven right options', { kind: 'multiple', options: [...'abcdefghijkl'], correct: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, '9.09091 %'],
    ['a key that the credits contradict', { correct: [1], credits: [100, 50, 0] }, 'không khớp'],
    ['a picture that is gone', { stem: pictureMark('f'.repeat(64), '') }, 'hình'],
    ['a picture in a menu', { kind: 'matching', prompts: ['1', '2'], options: ['x', markOf(png, '')], correct: [0, 1] }, 'vế phải'],
    ['a menu entry too long', { kind: 'matching', prompts: ['1', '2'], options: ['x', 'y'.repeat(256)], correct: [0, 1] }, '255'],
  ])('%s is left out with the reason', (_name, changes, reason) => {
    const { text, leftOut } = written({ ...base, ...changes })
    expect(leftOut).toEqual([{ code: 'A-1', reason: expect.stringContaining(reason) }])
    expect(text).not.toContain('<idnumber>')
  })

  test('signs that XML cannot hold become a sign that it can', () => {
    expect(readMoodleXml(written({ ...base, stem: 'a\uFFFEb' }).text).questions[0]?.draft.stem).toBe('a\uFFFDb')
  })
})

const awkward = [
  '{',
  '}',
  '=',
  '~',
  '#',
  ':',
  '\\',
  '"',
  "'",
  '<',
  '>',
  '&',
  '&amp;',
  '&nbsp;',
  '<br>',
  '<p>',
  '</p>',
  ']]>',
  '<![CDATA[',
  '*',
  '%',
  '/',
  '//',
  '$course$',
  '@@PLUGINFILE@@/',
  '\n',
  '\n\n',
  ' ',
  '  ',
  'Đ',
  'ướ',
  'e\u0301',
  '😀',
  '\u200B',
  '-',
  '1.',
  '|',
  '![',
  '](',
]
const piece = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'grapheme', maxLength: 6 }))
const words = (most: number) =>
  fc.array(piece, { minLength: 1, maxLength: most }).map((pieces) => cleanText(pieces.join('').replace(/[\uFFFE\uFFFF]/g, '')))
const textOf = (most = 12) => words(most).filter((text) => text !== '' && text.length <= 200)
const withPicture = fc
  .tuple(textOf(), fc.constantFrom(png, gif), words(3))
  .map(([text, bytes, alt]) => `${text.replaceAll('[', '')} ${markOf(bytes, alt)}`.replaceAll('\u00A0', ' ').trim())
const rich = fc.oneof({ weight: 4, arbitrary: textOf() }, { weight: 1, arbitrary: withPicture })
const line = (most: number) =>
  textOf(8)
    .map(cleanLine)
    .filter((text) => text !== '' && text.length <= most)
const several = (of: fc.Arbitrary<string>, least: number, most: number) => fc.uniqueArray(of, { minLength: least, maxLength: most })
const grade = fc.constantFrom(100, 90, 83.33333, 75, 66.66667, 50, 33.33333, 14.28571, 12.5, 5)
const accepted = (text: fc.Arbitrary<string>, tolerance: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.array(fc.record({ text, tolerance, credit: grade }), { minLength: 1, maxLength: 4 }), fc.nat())
    .map(([answers, full]) => answers.map((given, index) => (index === full % answers.length ? { ...given, credit: 100 } : given)))
const number = fc
  .oneof(fc.integer(), fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }))
  .map((value) => String(value === 0 ? 0 : value))
  .filter((text) => !/e/.test(text))

const choice = (kind: 'single' | 'multiple' | 'trueFalse', least: number, most: number) =>
  several(rich, least, most).chain((options) =>
    fc.record({
      kind: fc.constant(kind),
      options: fc.constant(options),
      correct:
        kind === 'multiple' ? fc.subarray([...options.keys()].slice(0, 10), { minLength: 1 }) : fc.nat(options.length - 1).map((index) => [index]),
      credits: fc.oneof(
        fc.constant([] as number[]),
        fc.array(
          fc.oneof(
            grade,
            grade.map((value) => -value),
            fc.constant(0),
          ),
          { minLength: options.length, maxLength: options.length },
        ),
      ),
      keepOrder: fc.boolean(),
      keepLast: fc.subarray([...options.keys()]),
    }),
  )
/** Credits decide the key; those that say no more than right or wrong come back empty. */
const settled = <Given extends { kind: string; correct: number[]; credits: number[] }>(given: Given): Given => {
  if (given.credits.length === 0) return given
  const { correct, credits } = choiceKey(given.kind === 'multiple' ? 'multiple' : 'single', given.credits)
  return correct.length === 0 || (given.kind !== 'multiple' && correct.length > 1) ? { ...given, credits: [] } : { ...given, correct, credits }
}
const kinds: fc.Arbitrary<Partial<QuestionDraft>> = fc.oneof(
  choice('single', 2, 6).map(settled),
  choice('multiple', 2, 12).map(settled),
  choice('trueFalse', 2, 2).map(settled),
  fc.record({
    kind: fc.constant('trueFalse' as const),
    options: fc.constant<string[]>(['Đúng', 'Sai']),
    correct: fc.constantFrom<number[][]>([0], [1]),
    keepOrder: fc.boolean(),
    keepLast: fc.constantFrom<number[][]>([], [1]),
  }),
  fc.record({
    kind: fc.constant('shortText' as const),
    answers: accepted(textOf(), fc.constant(0)),
    caseMatters: fc.boolean(),
    accentsMatter: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('number' as const), answers: accepted(number, fc.constantFrom(0, 0.5, 0.001, 1e-7)) }),
  several(rich, 2, 12).map((options) => ({ kind: 'ordering' as const, options, correct: [...options.keys()] })),
  fc.tuple(several(textOf(), 2, 8), fc.array(rich, { minLength: 2, maxLength: 8 })).chain(([options, prompts]) =>
    fc.record({
      kind: fc.constant('matching' as const),
      options: fc.constant(options),
      prompts: fc.constant(prompts),
      correct: fc.array(fc.nat(options.length - 1), { minLength: prompts.length, maxLength: prompts.length }),
      keepOrder: fc.boolean(),
      keepLast: fc.subarray([...options.keys()]),
    }),
  ),
)
const anyDraft: fc.Arbitrary<QuestionDraft> = fc
  .record({
    code: line(64),
    topic: line(100),
    difficulty: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom('draft' as const, 'reviewed' as const, 'ready' as const, 'retired' as const),
    stem: rich,
    explanation: fc.oneof(fc.constant(''), rich),
    legalReference: fc.oneof(fc.constant(''), line(80)),
    tags: several(line(50), 0, 3),
  })
  .chain((common) => kinds.map((kind) => ({ ...blankQuestion(), ...common, ...kind })))
  .filter((given) => questionFaults(given).length === 0)

describe('there and back', () => {
  test('any question that Moodle can hold comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { minLength: 1, maxLength: 3 }), (given) => {
        const { text, leftOut } = written(...given)
        expect(leftOut).toEqual([])
        const read = readMoodleXml(text)
        expect(read.questions.flatMap(({ errors: found }) => found)).toEqual([])
        expect(read.questions.map(({ draft: found }) => found)).toEqual(given)
      }),
      { numRuns: 400 },
    )
  })

  test('every grade in a written file is one of Moodle’s list', () => {
    const listed = [
      1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2, 0.1666667, 0.1428571, 0.125, 0.1111111, 0.1, 0.05, 0,
    ]
    fc.assert(
      fc.property(anyDraft, (given) => {
        if (given.kind === 'ordering') return
        for (const [, percent] of written(given).text.matchAll(/fraction="([^"]*)"/g)) {
          expect(listed.some((value) => Math.abs(value - Math.abs(Number(percent)) / 100) < 0.00001)).toBe(true)
        }
      }),
    )
  })
})
