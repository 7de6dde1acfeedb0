import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { collectQuestions } from '../../server/src/formats/collect-questions.ts'
import { readQti } from '../../server/src/formats/qti/qti.ts'
import { processorMs } from '../support/processor.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const MARK = /!\[([^\]]*)\]\(picture:[0-9a-f]{64}\)/g

const MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
const MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'

type Parts = {
  id?: string
  attributes?: string
  cardinality?: string
  baseType?: string
  correct?: string[] | null
  mapping?: string
  more?: string
  body: string
  scoring?: string
}

/** An item of QTI 2.x from its parts; `correct: null` leaves correctResponse out. */
function item({
  id = 'muc-1',
  attributes = '',
  cardinality = 'single',
  baseType = 'identifier',
  correct = ['A'],
  mapping = '',
  more = '',
  body,
  scoring = MATCH,
}: Parts) {
  const values = correct === null ? '' : `<correctResponse>${correct.map((value) => `<value>${value}</value>`).join('')}</correctResponse>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="${id}" title="Tên mục" adaptive="false" timeDependent="false" ${attributes}>
  <responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="${baseType}">${values}${mapping}</responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>
  ${more.includes('<modalFeedback') ? '' : more}
  <itemBody>${body}</itemBody>
  ${scoring}
  ${more.includes('<modalFeedback') ? more : ''}
</assessmentItem>`
}

const choices = (texts: string[], attributes = '') =>
  texts.map((text, index) => `<simpleChoice identifier="${'ABCDEFGH'[index]}" ${attributes}>${text}</simpleChoice>`).join('\n')
const choice = (texts: string[], attributes = 'shuffle="true" maxChoices="1"', prompt = 'Hỏi gì?') =>
  `<choiceInteraction responseIdentifier="RESPONSE" ${attributes}><prompt>${prompt}</prompt>${choices(texts)}</choiceInteraction>`
const map = (entries: Record<string, number>, attributes = '') =>
  `<mapping ${attributes}>${Object.entries(entries)
    .map(([key, value]) => `<mapEntry mapKey="${key}" mappedValue="${value}"/>`)
    .join('')}</mapping>`

/** The same item as QTI 3.0 spells it. */
function inThree(xml: string): string {
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const html = /^(?:p|br|b|img|ul|li|div|h2|object|math|mi)$/
  return xml
    .replace('xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"', 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"')
    .replace(/(<\/?)([A-Za-z]+)((?:\s[^>]*)?>)/g, (_, open: string, name: string, rest: string) => {
      return `${open}${html.test(name) ? name : `qti-${kebab(name)}`}${rest.replace(/\s([A-Za-z]+)=/g, (_all, key: string) => ` ${kebab(key)}=`)}`
    })
}

const read = (xml: string) => readQti(strToU8(xml))
const draft = (xml: string) => {
  const { questions } = read(xml)
  expect(questions).toHaveLength(1)
  return questions[0]!.draft
}
const codes = (issues: { code: string }[]) => issues.map(({ code }) => code)

describe('a choice', () => {
  const three = ['Có', 'Không', 'Tuỳ']

  test('with one right option becomes a whole draft, in QTI 2.x and 3.0 alike', () => {
    const xml = item({ body: `<p>Xem hình.</p>${choice(three)}`, correct: ['B'] })
    const expected = {
      line: 2,
      errors: [],
      draft: {
        code: 'muc-1',
        kind: 'single',
        topic: '',
        difficulty: 0,
        status: 'ready',
        stem: 'Xem hình.\nHỏi gì?',
        options: three,
        correct: [1],
        credits: [],
        prompts: [],
        answers: [],
        caseMatters: false,
        accentsMatter: false,
        explanation: '',
        legalReference: '',
        tags: [],
        keepOrder: false,
        keepLast: [],
      },
    }
    expect(inThree(xml)).toContain('<qti-simple-choice identifier="A" >')
    expect(read(xml)).toEqual({ questions: [expected], errors: [], warnings: [], skipped: [], pictures: [] })
    expect(read(inThree(xml))).toEqual(read(xml))
  })

  test.each<[string, Parts, object]>([
    [
      'several right ones',
      { cardinality: 'multiple', correct: ['C', 'A'], body: choice(three, 'shuffle="true" maxChoices="0"') },
      { kind: 'multiple', correct: [0, 2] },
    ],
    ['several allowed, one right', { cardinality: 'multiple', body: choice(three, 'maxChoices="3"') }, { kind: 'multiple', correct: [0] }],
    [
      'several by cardinality, but one to choose',
      { cardinality: 'multiple', body: choice(three, 'maxChoices="1"') },
      { kind: 'single', correct: [0] },
    ],
    ['not to be shuffled', { body: choice(three, 'shuffle="false" maxChoices="1"') }, { keepOrder: true, keepLast: [] }],
    ['nothing said of shuffling', { body: choice(three, 'maxChoices="1"') }, { keepOrder: true }],
    [
      'true or false',
      { correct: ['B'], body: choice(['True ', 'False'], 'maxChoices="1"') },
      { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [1], keepOrder: false },
    ],
    [
      'Sai before Đúng',
      { correct: ['A'], body: choice(['Sai', 'Đúng'], 'maxChoices="1"') },
      { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [1] },
    ],
    ['two other options', { body: choice(['Correct', 'Incorrect']) }, { kind: 'single', options: ['Correct', 'Incorrect'] }],
    ['a key in CDATA', { correct: ['<![CDATA[C]]>'], body: choice(three) }, { correct: [2] }],
    ['a namespace prefix everywhere', { body: choice(three) }, { kind: 'single', correct: [0] }],
  ])('%s', (name, parts, expected) => {
    const xml = item(parts)
    expect(draft(name.includes('prefix') ? xml.replace(/<(\/?)(?=[a-z])/g, '<$1imsqti:').replace('xmlns=', 'xmlns:imsqti=') : xml)).toMatchObject(
      expected,
    )
  })

  test.each<[string, string, object]>([
    ['last', choices(three) + '<simpleChoice identifier="D" fixed="true">Tất cả</simpleChoice>', { keepOrder: false, keepLast: [3] }],
    [
      'first',
      '<simpleChoice identifier="A" fixed="true">Tất cả</simpleChoice><simpleChoice identifier="B">Không</simpleChoice>',
      { keepOrder: true, keepLast: [] },
    ],
    ['everywhere', choices(three, 'fixed="true"'), { keepOrder: true, keepLast: [] }],
  ])('fixed options: %s', (_name, inside, expected) => {
    expect(
      draft(item({ body: `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">${inside}</choiceInteraction>` })),
    ).toMatchObject(expected)
  })

  const many = 'shuffle="true" maxChoices="0"'
  test.each<[string, Parts, number[], number[]]>([
    ['right and wrong only', { correct: ['A'], mapping: map({ A: 5 }), scoring: MAP, body: choice(three) }, [0], []],
    [
      'part of the points for another one',
      { correct: ['A'], mapping: map({ A: 5, C: 1 }, 'upperBound="5"'), scoring: MAP, body: choice(three) },
      [0],
      [100, 0, 20],
    ],
    ['a mapping that nothing uses', { correct: ['A'], mapping: map({ A: 5, C: 1 }), body: choice(three) }, [0], []],
    ['a mapping without a declared answer', { correct: null, mapping: map({ B: 2 }), scoring: MAP, body: choice(three) }, [1], []],
    [
      'equal shares',
      { cardinality: 'multiple', correct: ['A', 'C'], mapping: map({ A: 1, C: 1 }), scoring: MAP, body: choice(three, many) },
      [0, 2],
      [],
    ],
    [
      'equal shares, wrong ones take as much',
      { cardinality: 'multiple', correct: ['A', 'C'], mapping: map({ A: 1, C: 1 }, 'defaultValue="-1"'), scoring: MAP, body: choice(three, many) },
      [0, 2],
      [],
    ],
    [
      'unequal shares',
      { cardinality: 'multiple', correct: ['A', 'C'], mapping: map({ A: 3, B: -2, C: 1 }), scoring: MAP, body: choice(three, many) },
      [0, 2],
      [75, -50, 25],
    ],
    [
      'the composition of water',
      {
        cardinality: 'multiple',
        correct: ['A', 'D'],
        mapping: map({ A: 1, D: 1, F: -1 }, 'lowerBound="0" upperBound="2" defaultValue="-2"'),
        scoring: MAP,
        body: choice(['Hydrogen', 'Helium', 'Carbon', 'Oxygen', 'Nitrogen', 'Chlorine'], many),
      },
      [0, 3],
      [50, -100, -100, 50, -100, -50],
    ],
    [
      'an upper bound that cannot be reached',
      { cardinality: 'multiple', correct: ['A', 'B'], mapping: map({ A: 2, B: 2 }, 'upperBound="5"'), scoring: MAP, body: choice(three, many) },
      [0, 1],
      [],
    ],
    [
      'rules that give parts',
      {
        correct: ['A'],
        body: choice(three),
        scoring: rules([
          ['<correct identifier="RESPONSE"/>', 2],
          ['<baseValue baseType="identifier">B</baseValue>', 1],
        ]),
      },
      [0],
      [100, 50, 0],
    ],
    [
      'rules that hold the key',
      { correct: null, body: choice(three), scoring: rules([['<baseValue baseType="identifier">C</baseValue>', 1]]) },
      [2],
      [],
    ],
    [
      'rules that hold the key of several',
      {
        correct: null,
        cardinality: 'multiple',
        body: choice(three, many),
        scoring: rules([['<multiple><baseValue baseType="identifier">A</baseValue><baseValue baseType="identifier">B</baseValue></multiple>', 1]]),
      },
      [0, 1],
      [],
    ],
  ])('shares: %s', (_name, parts, correct, credits) => {
    expect(draft(item(parts))).toMatchObject({ correct, credits })
  })

  test('in a line of text leaves a gap', () => {
    const gap =
      '<inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="false"><inlineChoice identifier="A">Lê Lợi</inlineChoice><inlineChoice identifier="B">Lý Thái Tổ</inlineChoice></inlineChoiceInteraction>'
    expect(draft(item({ correct: ['B'], body: `<p>Năm 1010,\n ${gap} dời đô<br/> ra Thăng Long.</p>` }))).toMatchObject({
      kind: 'single',
      stem: 'Năm 1010, _____ dời đô\nra Thăng Long.',
      options: ['Lê Lợi', 'Lý Thái Tổ'],
      correct: [1],
      keepOrder: true,
    })
  })
})

/** Response processing of an item's own: what RESPONSE is matched with, and the points for it. */
function rules(
  branches: [what: string, points: number][],
  test = (what: string) => `<match><variable identifier="RESPONSE"/>${what}</match>`,
): string {
  const inside = branches.map(([what, points], index) => {
    const name = index === 0 ? 'responseIf' : 'responseElseIf'
    return `<${name}>${test(what)}<setOutcomeValue identifier="SCORE"><baseValue baseType="float">${points}</baseValue></setOutcomeValue></${name}>`
  })
  return `<responseProcessing><responseCondition>${inside.join('')}</responseCondition></responseProcessing>`
}

describe('putting in order', () => {
  const body = `<orderInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Xếp lại</prompt>${choices(['Một', 'Hai', 'Ba'])}</orderInteraction>`

  test('keeps the options in their right order', () => {
    expect(draft(item({ cardinality: 'ordered', correct: ['C', 'A', 'B'], body }))).toMatchObject({
      kind: 'ordering',
      stem: 'Xếp lại',
      options: ['Ba', 'Một', 'Hai'],
      correct: [0, 1, 2],
    })
  })

  test('of some of the options is left out', () => {
    expect(read(item({ cardinality: 'ordered', correct: ['C', 'A'], body })).skipped).toMatchObject([
      { type: 'orderInteraction', reason: expect.stringContaining('một phần') },
    ])
  })
})

describe('matching', () => {
  const side = (ids: string, texts: string[]) =>
    `<simpleMatchSet>${texts.map((text, index) => `<simpleAssociableChoice identifier="${ids[index]}" matchMax="4">${text}</simpleAssociableChoice>`).join('')}</simpleMatchSet>`
  const body = (left: string[], right: string[]) =>
    `<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="4"><prompt>Ghép</prompt>${side('CDLP', left)}${side('MRTX', right)}</matchInteraction>`
  const plays = body(['Capulet', 'Demetrius', 'Lysander', 'Prospero'], ['Giấc mộng', 'Romeo', 'Bão tố'])
  const pairs = { cardinality: 'multiple', baseType: 'directedPair' }

  test.each<[string, Parts, object]>([
    [
      'several prompts may share an option',
      { ...pairs, correct: ['C R', 'D M', 'L M', 'P T'], body: plays },
      {
        kind: 'matching',
        stem: 'Ghép',
        prompts: ['Capulet', 'Demetrius', 'Lysander', 'Prospero'],
        options: ['Giấc mộng', 'Romeo', 'Bão tố'],
        correct: [1, 0, 0, 2],
      },
    ],
    [
      'options may be left over',
      { ...pairs, correct: ['C M', 'D T'], body: body(['c', 'd'], ['m', 'r', 't']) },
      { options: ['m', 'r', 't'], correct: [0, 2] },
    ],
    ['pairs may be written the other way round', { ...pairs, correct: ['M C', 'R D'], body: body(['c', 'd'], ['m', 'r']) }, { correct: [0, 1] }],
    [
      'equal right sides are one option',
      { ...pairs, correct: ['C M', 'D R'], body: body(['c', 'd'], ['như nhau', ' như nhau ', 'khác']) },
      { options: ['như nhau', 'khác'], correct: [0, 0] },
    ],
    [
      'pairs that earn points are the key',
      { ...pairs, correct: null, mapping: map({ 'C M': 1, 'D R': 1, 'C R': -0.5 }), scoring: MAP, body: body(['c', 'd'], ['m', 'r']) },
      { correct: [0, 1] },
    ],
    [
      'the side whose members have one partner each is asked',
      { ...pairs, correct: ['C M', 'C R', 'D T'], body: body(['Nhóm 1', 'Nhóm 2'], ['m', 'r', 't']) },
      { prompts: ['m', 'r', 't'], options: ['Nhóm 1', 'Nhóm 2'], correct: [0, 0, 1] },
    ],
  ])('%s', (_name, parts, expected) => {
    expect(draft(item(parts))).toMatchObject(expected)
  })

  test.each<[string, Parts]>([
    ['several partners on both sides', { ...pairs, correct: ['C M', 'C R', 'D M'], body: body(['c', 'd'], ['m', 'r']) }],
    ['a prompt without a partner', { ...pairs, correct: ['C M'], body: body(['c', 'd'], ['m', 'r']) }],
  ])('left out: %s', (_name, parts) => {
    expect(read(item(parts))).toMatchObject({
      questions: [],
      errors: [],
      skipped: [{ type: 'matchInteraction', reason: expect.stringContaining('một vế phải') }],
    })
  })

  test('pairs of one list become two columns', () => {
    const list = ['Antonio', 'Capulet', 'Demetrius', 'Lysander', 'Montague', 'Prospero'].map(
      (name) => `<simpleAssociableChoice identifier="${name[0]}" matchMax="1">${name}</simpleAssociableChoice>`,
    )
    const found = read(
      item({
        cardinality: 'multiple',
        baseType: 'pair',
        correct: ['A P', 'C M', 'D L'],
        mapping: map({ 'A P': 2, 'C M': 1, 'D L': 1 }),
        scoring: MAP,
        body: `<associateInteraction responseIdentifier="RESPONSE" maxAssociations="3">${list.join('')}</associateInteraction>`,
      }),
    )
    expect(found.questions[0]?.draft).toMatchObject({
      prompts: ['Antonio', 'Capulet', 'Demetrius'],
      options: ['Lysander', 'Montague', 'Prospero'],
      correct: [2, 1, 0],
    })
    expect(codes(found.warnings)).toEqual(['qti-scoring-simplified', 'qti-pairs-split'])
  })
})

describe('a typed answer', () => {
  const body = '<p>Mùa hè bởi mặt trời xứ <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/>;<br/> hết.</p>'
  const words = { baseType: 'string', body }
  const equal = (attributes: string) => (what: string) => `<equal ${attributes}><variable identifier="RESPONSE"/>${what}</equal>`
  const right = '<correct identifier="RESPONSE"/>'
  const base = (value: string) => `<baseValue baseType="string">${value}</baseValue>`

  test('keeps the place of the gap', () => {
    expect(draft(item({ ...words, correct: ['York'] }))).toMatchObject({
      kind: 'shortText',
      stem: 'Mùa hè bởi mặt trời xứ _____;\nhết.',
      answers: [{ text: 'York', tolerance: 0, credit: 100 }],
    })
  })

  test.each<[string, Parts, [string, number][], boolean]>([
    [
      'case that decides about points',
      { ...words, correct: ['York'], mapping: map({ York: 1, york: 0.5 }), scoring: MAP },
      [
        ['York', 100],
        ['york', 50],
      ],
      true,
    ],
    ['nothing said of case', { ...words, correct: ['York'], mapping: map({ York: 2, Jork: 0 }), scoring: MAP }, [['York', 100]], false],
    [
      'case that matters',
      { ...words, correct: ['York'], mapping: '<mapping><mapEntry mapKey="York" mappedValue="1" caseSensitive="true"/></mapping>', scoring: MAP },
      [['York', 100]],
      true,
    ],
    [
      'case that does not',
      { ...words, correct: ['York'], mapping: '<mapping><mapEntry mapKey="York" mappedValue="1" caseSensitive="false"/></mapping>', scoring: MAP },
      [['York', 100]],
      false,
    ],
    ['a star is a star', { ...words, correct: ['a*b'] }, [['a\\*b', 100]], false],
    [
      'several declared answers',
      { ...words, cardinality: 'multiple', correct: ['một', 'hai'] },
      [
        ['một', 100],
        ['hai', 100],
      ],
      false,
    ],
    [
      'answers that only the rules know',
      {
        ...words,
        correct: null,
        scoring: rules([
          [base('một'), 2],
          [base('hai'), 1],
        ]),
      },
      [
        ['một', 100],
        ['hai', 50],
      ],
      false,
    ],
    [
      'answers that the rules add, words inside them too',
      {
        ...words,
        correct: ['vua ác'],
        scoring: `<responseProcessing><responseCondition>
          <responseIf><match><variable identifier="RESPONSE"/>${right}</match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>
          <responseElseIf><or><match><variable identifier="RESPONSE"/>${base('vua xấu')}</match><stringMatch caseSensitive="false"><variable identifier="RESPONSE"/>${base('bạo chúa')}</stringMatch></or><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0.5</baseValue></setOutcomeValue></responseElseIf>
          <responseElseIf><substring caseSensitive="false">${base('vua')}<variable identifier="RESPONSE"/></substring><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0.2</baseValue></setOutcomeValue></responseElseIf>
        </responseCondition></responseProcessing>`,
      },
      [
        ['vua ác', 100],
        ['vua xấu', 50],
        ['bạo chúa', 50],
        ['*vua*', 20],
      ],
      false,
    ],
  ])('words: %s', (_name, parts, answers, caseMatters) => {
    const { questions } = read(item(parts))
    expect(questions[0]?.draft).toMatchObject({ kind: 'shortText', caseMatters, accentsMatter: false })
    expect(questions[0]?.draft.answers.map(({ text, credit }) => [text, credit])).toEqual(answers)
  })

  test('accents that decide about points matter', () => {
    expect(draft(item({ ...words, correct: ['má'], mapping: map({ má: 1, ma: 0.5 }), scoring: MAP }))).toMatchObject({
      accentsMatter: true,
      caseMatters: false,
    })
  })

  const number = { baseType: 'float', body, correct: ['3.14'] }
  const within = (low: string, high: string) => () =>
    `<and><gte><variable identifier="RESPONSE"/>${base(low)}</gte><lte><variable identifier="RESPONSE"/>${base(high)}</lte></and>`
  test.each<[string, Parts, [string, number][]]>([
    ['exactly', number, [['3.14', 0]]],
    ['an integer', { ...number, baseType: 'integer', correct: ['-7'] }, [['-7', 0]]],
    ['absolute tolerance', { ...number, scoring: rules([[right, 1]], equal('toleranceMode="absolute" tolerance="0.05"')) }, [['3.14', 0.05]]],
    [
      'absolute tolerance, both sides',
      { ...number, scoring: rules([[right, 1]], equal('toleranceMode="absolute" tolerance="0.01 0.01" includeLowerBound="true"')) },
      [['3.14', 0.01]],
    ],
    ['unequal sides', { ...number, correct: ['10'], scoring: rules([[right, 1]], equal('toleranceMode="absolute" tolerance="1 3"')) }, [['11', 2]]],
    [
      'relative tolerance in percent',
      { ...number, correct: ['-200'], scoring: rules([[right, 1]], equal('toleranceMode="relative" tolerance="5"')) },
      [['-200', 10]],
    ],
    ['exact by its rule', { ...number, scoring: rules([[right, 1]], equal('toleranceMode="exact"')) }, [['3.14', 0]]],
    ['a tolerance that is a variable', { ...number, scoring: rules([[right, 1]], equal('toleranceMode="absolute" tolerance="TOL"')) }, [['3.14', 0]]],
    [
      'rounded to decimal places',
      {
        ...number,
        correct: ['7.389'],
        scoring: rules(
          [[right, 1]],
          (what) => `<equalRounded roundingMode="decimalPlaces" figures="2"><variable identifier="RESPONSE"/>${what}</equalRounded>`,
        ),
      },
      [['7.39', 0.005]],
    ],
    [
      'rounded to significant figures',
      {
        ...number,
        correct: ['12345'],
        scoring: rules(
          [[right, 1]],
          (what) => `<equalRounded roundingMode="significantFigures" figures="2"><variable identifier="RESPONSE"/>${what}</equalRounded>`,
        ),
      },
      [['12000', 500]],
    ],
    ['a range around the declared answer', { ...number, correct: ['5'], scoring: rules([['', 1]], within('4.5', '5.5')) }, [['5', 0.5]]],
    ['a range alone', { ...number, correct: null, scoring: rules([['', 1]], within('2', '3')) }, [['2.5', 0.5]]],
    ['a range with a closer answer inside', { ...number, correct: ['5.2'], scoring: rules([['', 1]], within('4', '6')) }, [['5', 1]]],
    [
      'a mapping',
      { ...number, correct: ['5'], mapping: map({ 5: 2, 6: 1 }), scoring: MAP },
      [
        ['5', 0],
        ['6', 0],
      ],
    ],
  ])('a number: %s', (_name, parts, answers) => {
    const { questions, errors } = read(item(parts))
    expect(errors).toEqual([])
    expect(questions[0]?.draft.kind).toBe('number')
    expect(questions[0]?.draft.answers.map(({ text, tolerance }) => [text, tolerance])).toEqual(answers)
  })
})

describe('an item without a readable key', () => {
  test.each<[string, Parts, string]>([
    ['a survey', { correct: null, body: choice(['1', '2', '3']), scoring: '' }, 'khảo sát'],
    [
      'two answers that the rules call right',
      {
        correct: null,
        cardinality: 'multiple',
        body: choice(['a', 'b', 'c'], 'maxChoices="2"'),
        scoring: rules([
          ['<multiple><baseValue baseType="identifier">A</baseValue></multiple>', 1],
          ['<multiple><baseValue baseType="identifier">B</baseValue></multiple>', 1],
        ]),
      },
      'quy tắc chấm riêng',
    ],
    [
      'a pattern',
      {
        correct: null,
        baseType: 'string',
        body: '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
        scoring: rules([['', 1]], () => '<patternMatch pattern="a.*"><variable identifier="RESPONSE"/></patternMatch>'),
      },
      'quy tắc chấm riêng',
    ],
    [
      'marking by people',
      {
        correct: null,
        body: choice(['a', 'b']),
        more: '<outcomeDeclaration identifier="POINTS" cardinality="single" baseType="float" externalScored="human"/>',
      },
      'externalScored',
    ],
  ])('is left out: %s', (_name, parts, reason) => {
    expect(read(item(parts))).toMatchObject({ questions: [], errors: [], skipped: [{ line: 2, reason: expect.stringContaining(reason) }] })
  })

  test.each<[string, Parts, string, string]>([
    ['the template asks for one', { correct: null, body: choice(['a', 'b']) }, 'correct', 'qti-no-key'],
    [
      'the rules ask for one',
      { correct: [], body: choice(['a', 'b']), scoring: rules([['<correct identifier="RESPONSE"/>', 1]]) },
      'correct',
      'qti-no-key',
    ],
    [
      'a typed answer',
      { correct: null, baseType: 'string', body: '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>' },
      'answers',
      'qti-no-key',
    ],
    ['an option that is not there', { correct: ['Z'], body: choice(['a', 'b']) }, 'correct', 'qti-key-unknown'],
  ])('is a fault: %s', (_name, parts, field, code) => {
    const found = read(item(parts))
    expect(found.questions[0]?.errors).toMatchObject([{ line: 2, field, code, message: expect.stringContaining('Hãy') }])
    expect(codes(collectQuestions(found).errors)).toEqual([code])
  })
})

describe('left out with the reason', () => {
  const one = (name: string, inside = '') => `<${name} responseIdentifier="RESPONSE">${inside}</${name}>`
  test.each<[string, string, string, string]>([
    ['an essay', item({ body: one('extendedTextInteraction') }), 'extendedTextInteraction', 'tự luận'],
    [
      'gaps to drag words into',
      item({ body: one('gapMatchInteraction', '<gapText identifier="W">w</gapText><p><gap identifier="G"/></p>') }),
      'gapMatchInteraction',
      'chỗ trống',
    ],
    ['words in a text', item({ body: one('hottextInteraction', '<p><hottext identifier="A">x</hottext></p>') }), 'hottextInteraction', 'đoạn văn'],
    ['a place on a picture', item({ body: one('hotspotInteraction') }), 'hotspotInteraction', 'hình'],
    ['a point on a picture', item({ body: one('selectPointInteraction') }), 'selectPointInteraction', 'hình'],
    ['order on a picture', item({ body: one('graphicOrderInteraction') }), 'graphicOrderInteraction', 'hình'],
    ['a slider', item({ body: one('sliderInteraction') }), 'sliderInteraction', 'trượt'],
    ['a file to hand in', item({ body: one('uploadInteraction') }), 'uploadInteraction', 'nộp tệp'],
    ['a drawing', item({ body: one('drawingInteraction') }), 'drawingInteraction', 'vẽ'],
    ['a recording', item({ body: one('mediaInteraction') }), 'mediaInteraction', 'video'],
    [
      'an object to place',
      item({ body: `<positionObjectStage>${one('positionObjectInteraction')}</positionObjectStage>` }),
      'positionObjectInteraction',
      'vật',
    ],
    ['a button only', item({ body: one('endAttemptInteraction') }), 'endAttemptInteraction', 'nút'],
    ['a program of its own', item({ body: one('customInteraction') }), 'customInteraction', 'chương trình'],
    ['QTI 3.0 keeps its own name', inThree(item({ body: one('portableCustomInteraction') })), 'qti-portable-custom-interaction', 'chương trình'],
    ['something unheard of', item({ body: one('quantumInteraction') }), 'quantumInteraction', 'quantumInteraction'],
    ['no question', item({ body: '<p>Lời dẫn</p>' }), 'assessmentItem', 'giới thiệu'],
    ['several questions', item({ body: `${choice(['a', 'b'])}${one('textEntryInteraction')}` }), 'composite', '2 câu'],
    ['an adaptive item', item({ body: choice(['a', 'b']) }).replace('adaptive="false"', 'adaptive="true"'), 'adaptive', 'thích ứng'],
    [
      'a template',
      item({ body: choice(['a', 'b']), more: '<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>' }),
      'templateDeclaration',
      'khuôn mẫu',
    ],
    ['no body', '<assessmentItem identifier="x"/>', 'assessmentItem', 'itemBody'],
  ])('%s', (_name, xml, type, reason) => {
    expect(read(xml)).toMatchObject({ questions: [], errors: [], skipped: [{ type, reason: expect.stringContaining(reason) }] })
  })
})

describe('the words of a question', () => {
  const stem = (body: string) => draft(item({ body: `${body}${choice(['a', 'b'], 'maxChoices="1"', '?')}` })).stem

  test.each<[string, string, string]>([
    ['paragraphs and breaks', '<div><p>Một  hai\n ba</p><p>bốn<br/>năm</p></div>', 'Một hai ba\nbốn\nnăm\n?'],
    ['lists', '<ul><li>a</li><li><p>b</p></li></ul><ol><li>c</li><li>d</li></ol>', '- a\n- b\n1. c\n2. d\n?'],
    ['a table', '<table><tbody><tr><th>Năm</th><th>Số</th></tr><tr><td>2023</td><td>5</td></tr></tbody></table>', 'Năm | Số\n2023 | 5\n?'],
    ['high and low signs', '<p>30 m<sup>2</sup>, H<sub>2</sub>O, x<sup>n+1</sup>, a<sub>ij</sub></p>', '30 m², H₂O, xⁿ⁺¹, a_(ij)\n?'],
    [
      'a formula',
      '<p>E = <m:math xmlns:m="urn:m"><m:mrow><m:mi>m</m:mi><m:msup><m:mi>c</m:mi><m:mn>2</m:mn></m:msup></m:mrow></m:math>!</p>',
      'E = mc²!\n?',
    ],
    ['a fraction under a root', '<math><msqrt><mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow></mfrac></msqrt></math>', '√(1/(x+y))\n?'],
    ['a formula said twice', '<math><semantics><mi>e</mi><annotation encoding="LaTeX">[e]</annotation></semantics></math>', 'e\n?'],
    ['written code', '<pre>if x:\n    y = 2\n</pre>', 'if x:\n    y = 2\n?'],
    ['readings of characters', '<p>村田<ruby><rb>真</rb><rt>まこと</rt></ruby></p>', '村田真(まこと)\n?'],
    ['instructions to the contestant', '<rubricBlock view="candidate"><p>Chọn một.</p></rubricBlock>', 'Chọn một.\n?'],
    ['instructions to others', '<rubricBlock view="scorer tutor"><p>Chấm chặt.</p></rubricBlock><p>x</p>', 'x\n?'],
    [
      'feedback',
      '<p>x</p><feedbackBlock outcomeIdentifier="F" identifier="f" showHide="show"><p>Đáp án là a</p></feedbackBlock><p>y <feedbackInline outcomeIdentifier="F" identifier="g">a đúng</feedbackInline></p>',
      'x\ny\n?',
    ],
    ['text for screen readers only', '<h2 class="qti-visually-hidden">Passage</h2><p>x</p>', 'x\n?'],
    ['characters by number', '<p>&#272;o&#224;n &amp; &#xa0;h&#x1ED9;i</p>', 'Đoàn & hội\n?'],
  ])('%s', (_name, body, text) => {
    expect(stem(body)).toBe(text)
  })

  test('feedback never leaks into options', () => {
    const inside = choice(['George <feedbackInline outcomeIdentifier="F" identifier="A">Không phải</feedbackInline>', 'Vicente'])
    expect(draft(item({ correct: ['B'], body: inside })).options).toEqual(['George', 'Vicente'])
  })

  test('what is lost is told once for each kind', () => {
    const lossy = `<p><b>x</b> <i>y</i> <math><mi>z</mi></math></p><audio src="a.mp3"/><video/>`
    expect(read(item({ body: `${lossy}${choice(['<b>a</b>', 'b'])}` })).warnings.map(({ line, code }) => [line, code])).toEqual([
      [2, 'qti-format-lost'],
      [2, 'qti-math-text'],
      [2, 'qti-media-lost'],
    ])
  })
})

describe('the explanation', () => {
  const modal = (identifier: string, text: string, showHide = 'show') =>
    `<modalFeedback outcomeIdentifier="FEEDBACK" identifier="${identifier}" showHide="${showHide}">${text}</modalFeedback>`
  const sets = (identifier: string) =>
    `<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">${identifier}</baseValue></setOutcomeValue>`
  const right = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'

  test.each<[string, string, string, string]>([
    [
      'set with the right answer',
      `<responseProcessing><responseCondition><responseIf>${right}${sets('F1')}</responseIf><responseElse>${sets('F2')}</responseElse></responseCondition></responseProcessing>`,
      modal('F1', '<p>Theo Luật Công đoàn.</p><p>Căn cứ: Điều 5</p>') + modal('F2', 'Sai rồi'),
      'Theo Luật Công đoàn.',
    ],
    [
      'named after the chosen option',
      '<responseProcessing><setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue></responseProcessing>',
      modal('A', 'Vì a') + modal('A', 'Chưa đúng', 'hide') + modal('B', 'Không phải b'),
      'Vì a',
    ],
    ['named "correct"', MATCH, modal('incorrect_fb', 'Sai') + modal('correct_fb', 'Vì a'), 'Vì a'],
    [
      'set by an outcome that the right answer sets',
      `<responseProcessing><responseCondition><responseIf>${right}<setOutcomeValue identifier="BASIC"><baseValue baseType="identifier">ok</baseValue></setOutcomeValue></responseIf></responseCondition><responseCondition><responseIf><and><match><baseValue baseType="identifier">ok</baseValue><variable identifier="BASIC"/></match></and><setOutcomeValue identifier="FEEDBACK"><multiple><variable identifier="FEEDBACK"/><baseValue baseType="identifier">FB_27</baseValue></multiple></setOutcomeValue></responseIf></responseCondition></responseProcessing>`,
      modal('FB_27', 'Vì a') + modal('FB_28', 'Sai'),
      'Vì a',
    ],
    ['mere praise is none', MATCH, modal('correct', '<contentBody>correct</contentBody>') + modal('incorrect', 'incorrect'), ''],
  ])('%s', (_name, scoring, more, explanation) => {
    const found = read(item({ body: choice(['a', 'b']), scoring, more }))
    expect(found.questions[0]?.draft.explanation).toBe(explanation)
    expect(codes(found.warnings)).toEqual(['qti-feedback-ignored'])
  })

  test('ends with the legal reference', () => {
    expect(draft(item({ body: choice(['a', 'b']), more: modal('correct', '<p>Vì a.</p><p>Căn cứ: Luật 50/2024/QH15, Điều 4</p>') }))).toMatchObject({
      explanation: 'Vì a.',
      legalReference: 'Luật 50/2024/QH15, Điều 4',
    })
  })
})

describe('pictures of one item', () => {
  const withPicture = (source: string) => item({ body: `<p>Xem <img src="${source}" alt="Biển  báo"/></p>${choice(['a', 'b'])}` })

  test('inside the file are kept', () => {
    const { questions, pictures, warnings } = read(withPicture(`data:image/png;base64,${PNG}`))
    expect(questions[0]?.draft.stem.replace(MARK, '<$1>')).toBe('Xem <Biển báo>\nHỏi gì?')
    expect(pictures).toMatchObject([{ type: 'image/png' }])
    expect(warnings).toEqual([])
  })

  test.each<[string, string, string]>([
    ['beside the file', 'images/sign.png', 'qti-picture-missing'],
    ['on the web', 'https://example.org/sign.png', 'qti-picture-external'],
  ])('%s leave their description', (_name, source, code) => {
    const { questions, warnings } = read(withPicture(source))
    expect(questions[0]?.draft.stem).toBe('Xem Biển báo\nHỏi gì?')
    expect(codes(warnings)).toEqual([code])
  })

  test('of another kind are an error, once for the item', () => {
    const source = 'data:image/svg+xml;utf8,%3Csvg/%3E'
    expect(read(withPicture(`${source}" /><img src="${source}`)).questions[0]?.errors).toHaveLength(1)
    expect(read(withPicture('data:image/svg+xml;utf8,%3Csvg/%3E')).questions[0]?.errors).toMatchObject([
      { line: 2, field: 'pictures', code: 'picture-type' },
    ])
  })
})

const MANIFEST = (resources: string) =>
  `<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="M"><organizations/><resources>${resources}</resources></manifest>`
const resource = (href: string, type = 'imsqti_item_xmlv2p1', inside = '') =>
  `<resource identifier="r" type="${type}" href="${href}">${inside}<file href="${href}"/></resource>`
const pack = (files: Record<string, string | Uint8Array>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content])))

describe('a package', () => {
  const q = (id: string, prompt = id) => item({ id, body: choice(['a', 'b'], 'maxChoices="1"', prompt) })

  test('is read in the order of its manifest', () => {
    const bytes = pack({
      'imsmanifest.xml': MANIFEST(resource('items/b.xml') + resource('items/a.xml', 'imsqti_item_xmlv3p0') + resource('logo.png', 'webcontent')),
      'items/a.xml': inThree(q('a')),
      'items/b.xml': q('b'),
      'items/c.xml': q('c'),
    })
    expect(readQti(bytes).questions.map(({ draft: { code } }) => code)).toEqual(['b', 'a'])
  })

  test.each<[string, Record<string, string>]>([
    ['no manifest', { 'b.xml': q('b'), 'a.xml': q('a'), '__MACOSX/._a.xml': '\u0000\u0005', 'style.css': 'p {}' }],
    ['a manifest without items', { 'imsmanifest.xml': MANIFEST(resource('x.css', 'webcontent')), 'b.xml': q('b'), 'a.xml': q('a') }],
  ])('with %s is read by path', (_name, files) => {
    expect(readQti(pack(files))).toMatchObject({ questions: [{ draft: { code: 'a' } }, { draft: { code: 'b' } }], errors: [], skipped: [] })
  })

  test('zipped with its folder, names encoded or written in another case', () => {
    const bytes = pack({
      'gói/imsmanifest.xml': MANIFEST(resource('c%C3%A2u%201.xml') + resource('ITEMS\\B.XML')),
      'gói/câu 1.xml': q('a'),
      'gói/items/b.xml': q('b'),
    })
    expect(readQti(bytes)).toMatchObject({ questions: [{ draft: { code: 'a' } }, { draft: { code: 'b' } }], errors: [] })
  })

  test('gives topics, tags and difficulty', () => {
    const lom =
      '<metadata><lom xmlns="urn:lom"><general><keyword><string>bầu cử</string></keyword></general><educational><difficulty><value>very easy</value></difficulty></educational></lom></metadata>'
    const section = (title: string, inside: string) =>
      `<assessmentSection identifier="s" title="${title}" visible="true">${inside}</assessmentSection>`
    const test = `<assessmentTest identifier="t" title="Đề thi"><testPart>${section('Luật Công đoàn', `<assessmentItemRef identifier="a" href="../items/a.xml" category="vòng-1 difficulty:4 khó"/>${section('', '<assessmentItemRef identifier="b" href="../items/b.xml"/>')}`)}</testPart></assessmentTest>`
    const bytes = pack({
      'imsmanifest.xml': MANIFEST(
        resource('items/a.xml') +
          resource('items/b.xml', 'imsqti_item_xmlv2p2', lom) +
          resource('items/c.xml') +
          resource('tests/t.xml', 'imsqti_test_xmlv2p1'),
      ),
      'items/a.xml': q('a'),
      'items/b.xml': q('b'),
      'items/c.xml': q('c'),
      'tests/t.xml': test,
    })
    expect(readQti(bytes).questions.map(({ draft: { code, topic, tags, difficulty } }) => [code, topic, tags, difficulty])).toEqual([
      ['a', 'Luật Công đoàn', ['vòng-1', 'khó'], 4],
      ['b', 'Luật Công đoàn', ['bầu cử'], 1],
      ['c', '', [], 0],
    ])
  })

  test('holds the pictures, pages and shared texts of its items', () => {
    const body = `<p><img src="../images/bi%E1%BB%83n%20b%C3%A1o.png" alt="Biển"/></p><div><object data="../shared/text.html" type="text/html"/></div><object type="image/eps" data="no.eps"><object type="image/png" data="../images/biển báo.png">Bưu thiếp</object></object>`
    const stimulus =
      '<qti-assessment-stimulus identifier="s"><qti-stimulus-body><h2>Bài đọc</h2><p><img src="../images/biển báo.png" alt="Bìa"/></p></qti-stimulus-body></qti-assessment-stimulus>'
    const shown = item({ body: `${body}${choice(['a', 'b'])}`, more: '<assessmentStimulusRef identifier="s" href="../passages/p.xml"/>' })
    const bytes = pack({
      'items/a.xml': shown,
      'passages/p.xml': stimulus,
      'shared/text.html': '<html><head><title>t</title></head><body><p>Đảo Lý Sơn</p></body></html>',
      'images/biển báo.png': Buffer.from(PNG, 'base64'),
    })
    const { questions, pictures, warnings, errors, skipped } = readQti(bytes)
    expect(questions[0]?.draft.stem.replace(MARK, '<$1>')).toBe('Bài đọc\n<Bìa>\n<Biển>\nĐảo Lý Sơn\n<Bưu thiếp>\nHỏi gì?')
    expect(pictures).toHaveLength(1)
    expect([warnings, errors, skipped]).toEqual([[], [], []])
  })

  test('names the file in every message and reason', () => {
    const bytes = pack({
      'imsmanifest.xml': MANIFEST(['good', 'broken', 'essay', 'keyless', 'gone', 'other'].map((name) => resource(`${name}.xml`)).join('\n')),
      'good.xml': item({ body: `<p><img src="no.png"/></p>${choice(['a', 'b'])}` }),
      'broken.xml': '<assessmentItem>\n<p></assessmentItem>',
      'essay.xml': item({ body: '<extendedTextInteraction responseIdentifier="RESPONSE"/>' }),
      'keyless.xml': item({ id: 'k', correct: null, body: choice(['a', 'b']) }),
      'other.xml': '<qti-item/>',
    })
    const found = readQti(bytes)
    expect(found.errors.map(({ code, message }) => [code, message.split(':')[0]])).toEqual([
      ['qti-file-missing', 'imsmanifest.xml'],
      ['xml-invalid', 'broken.xml'],
    ])
    expect(found.questions.map(({ errors }) => errors.map(({ message }) => message.split(':')[0]))).toEqual([[], ['keyless.xml']])
    expect(found.skipped.map(({ reason }) => reason.split(':')[0])).toEqual(['essay.xml', 'other.xml'])
    expect(found.warnings.map(({ message }) => message.split(':')[0])).toEqual(['good.xml'])
  })

  test('an identifier that several items share names none of them', () => {
    const { questions, warnings } = readQti(pack({ '1.xml': q('choice', 'Một?'), '2.xml': q('choice', 'Hai?'), '3.xml': q('khác') }))
    expect(questions.map(({ draft: { code } }) => code)).toEqual(['', '', 'khác'])
    expect(warnings).toMatchObject([{ code: 'qti-id-twice', message: expect.stringMatching(/^1\.xml: .*2 câu/) }])
  })

  test('an identifier too long for a code is not used', () => {
    const found = read(q('x'.repeat(65)))
    expect(found.questions[0]?.draft.code).toBe('')
    expect(codes(found.warnings)).toEqual(['qti-id-long'])
  })
})

describe('refused as a whole', () => {
  test.each<[string, Uint8Array, string]>([
    ['QTI 1.2', strToU8('<questestinterop><item/></questestinterop>'), 'qti-old'],
    [
      'a package of QTI 1.2',
      pack({ 'imsmanifest.xml': MANIFEST(resource('a.xml', 'imsqti_xmlv1p2')), 'a.xml': '<questestinterop/>', 'b.xml': '<questestinterop/>' }),
      'qti-old',
    ],
    ['a test without its items', strToU8('<assessmentTest identifier="t"/>'), 'qti-no-items'],
    ['a manifest without its package', strToU8(MANIFEST('')), 'qti-no-items'],
    ['another XML', strToU8('<quiz/>'), 'qti-not-item'],
    ['a DOCTYPE', strToU8('<!DOCTYPE assessmentItem SYSTEM "x.dtd"><assessmentItem/>'), 'xml-doctype'],
    ['broken XML', strToU8('<assessmentItem><p></assessmentItem>'), 'xml-invalid'],
    ['a damaged package', pack({ 'a.xml': 'x' }).subarray(0, 60), 'zip-damaged'],
    ['more text than any package has', pack({ 'a.xml': new Uint8Array(17 * 1024 * 1024).fill(32) }), 'qti-too-large'],
  ])('%s', (_name, bytes, code) => {
    expect(readQti(bytes)).toMatchObject({ questions: [], skipped: [], errors: [{ code, message: expect.stringContaining('Hãy') }] })
  })

  test('items inside a file of another kind are still found', () => {
    const two = `<bank>${[item({ id: 'a', body: choice(['a', 'b']) }), item({ id: 'b', body: choice(['a', 'b']) })].join('').replace(/<\?xml[^>]*\?>/g, '')}</bank>`
    expect(read(two).questions.map(({ draft: { code } }) => code)).toEqual(['a', 'b'])
  })
})

test.each<[string, string, (text: string) => Uint8Array]>([
  ['UTF-8 with a mark', 'UTF-8', (text) => strToU8(`\uFEFF${text}`)],
  ['UTF-16', 'UTF-16', (text) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ['ISO 8859-1, as it says', 'ISO-8859-1', (text) => new Uint8Array(Buffer.from(text, 'latin1'))],
])('text in %s is read', (_name, encoding, bytesOf) => {
  const xml = item({ body: choice(['café', 'là'], 'maxChoices="1"', 'Élan?') })
    .replace('title="Tên mục"', '')
    .replace('UTF-8', encoding)
  expect(readQti(bytesOf(xml)).questions[0]?.draft).toMatchObject({ stem: 'Élan?', options: ['café', 'là'] })
})

describe('any input', () => {
  const side = (ids: string) =>
    `<simpleMatchSet>${[...ids].map((id) => `<simpleAssociableChoice identifier="${id}">${id}</simpleAssociableChoice>`).join('')}</simpleMatchSet>`
  const samples = [
    item({
      cardinality: 'multiple',
      correct: ['A', 'B'],
      mapping: map({ A: 1, B: 2, C: -1 }),
      scoring: MAP,
      body: `<p>x<sup>2</sup> <img src="a.png" alt="z"/></p>${choice(['a', 'b', 'c'], 'maxChoices="0"')}`,
    }),
    item({
      cardinality: 'multiple',
      baseType: 'directedPair',
      correct: ['A X', 'B Y'],
      body: `<matchInteraction responseIdentifier="RESPONSE">${side('AB')}${side('XY')}</matchInteraction>`,
    }),
    item({
      baseType: 'float',
      correct: ['3.5'],
      body: '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
      scoring: rules(
        [['<correct identifier="RESPONSE"/>', 1]],
        (what) => `<equal toleranceMode="absolute" tolerance="0.1 0.2"><variable identifier="RESPONSE"/>${what}</equal>`,
      ),
    }),
  ]
  const bytes = [
    ...samples.map((xml) => strToU8(xml)),
    strToU8(inThree(samples[0] ?? '')),
    pack({ 'imsmanifest.xml': MANIFEST(resource('a.xml')), 'a.xml': samples[0] ?? '' }),
  ]
  const change = fc.tuple(fc.nat(5_000), fc.oneof(fc.nat(255), fc.constantFrom(...'<>/"&= AB0')))

  test('damaged anywhere is read without a throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bytes), fc.array(change, { maxLength: 6 }), fc.option(fc.nat(5_000)), (sample, changes, length) => {
        const copy = new Uint8Array(sample)
        for (const [at, value] of changes) copy[at % copy.length] = typeof value === 'number' ? value : value.charCodeAt(0)
        collectQuestions(readQti(length === null ? copy : copy.subarray(0, length % copy.length)))
      }),
      { numRuns: 600 },
    )
  })

  test('parts put together at random are read without a throw', () => {
    const names = [
      'choiceInteraction',
      'simpleChoice',
      'prompt',
      'p',
      'table',
      'tr',
      'object',
      'math',
      'msup',
      'orderInteraction',
      'matchInteraction',
      'simpleMatchSet',
      'textEntryInteraction',
      'feedbackBlock',
      'ruby',
      'constructor',
      'toString',
    ]
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('A', ' B C ', '*', ''),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('node'), { maxLength: 4 }))
          .map(([name, inside]) => `<${name} identifier="A" responseIdentifier="RESPONSE">${inside.join('')}</${name}>`),
      ),
    }))
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 4 }),
        fc.constantFrom('identifier', 'float', 'string'),
        fc.constantFrom(MATCH, MAP, ''),
        (inside, baseType, scoring) => {
          collectQuestions(read(item({ baseType, scoring, body: inside.join('') })))
        },
      ),
      { numRuns: 400 },
    )
  })

  test.each<[string, () => string]>([
    ['twenty thousand options', () => item({ body: choice(Array.from({ length: 20_000 }, () => 'x')) })],
    [
      'twenty thousand mapped values',
      () =>
        item({
          baseType: 'string',
          correct: null,
          mapping: `<mapping>${'<mapEntry mapKey="a" mappedValue="1"/>'.repeat(20_000)}</mapping>`,
          scoring: MAP,
          body: '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
        }),
    ],
    [
      'a million spaces and breaks',
      () => item({ body: `<p>${' '.repeat(500_000)}${'<br/>'.repeat(50_000)}</p><pre>${' '.repeat(500_000)}x</pre>${choice(['a', 'b'])}` }),
    ],
    [
      'a number of a million digits',
      () => item({ baseType: 'float', correct: [`${'1'.repeat(1_000_000)}x`], body: '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>' }),
    ],
    ['elements a hundred and fifty deep', () => item({ body: `${'<div>'.repeat(150)}x${'</div>'.repeat(150)}${choice(['a', 'b'])}` })],
    ['tables in tables', () => item({ body: `${'<table><tr><td>'.repeat(45)}x${'</td></tr></table>'.repeat(45)}${choice(['a', 'b'])}` })],
  ])('finishes: %s', (_name, xml) => {
    const started = processorMs()
    readQti(strToU8(xml()))
    expect(processorMs() - started).toBeLessThan(8_000)
  })
})
