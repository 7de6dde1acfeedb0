import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankQuestion, questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'
import { readMoodleXml } from '../../server/src/formats/moodle-xml/moodle-xml.ts'
import { file, gif, markOf, png } from './moodle-pictures.ts'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
const large = Buffer.concat([png, Buffer.alloc(1024 * 1024)])

const quiz = (...questions: string[]) => `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`
const question = (type: string, ...parts: string[]) =>
  `<question type="${type}"><name><text>Tên</text></name><questiontext format="html"><text>Hỏi gì?</text></questiontext>${parts.join('')}</question>`
const answer = (weight: number | string, text: string, ...parts: string[]) =>
  `<answer fraction="${weight}" format="html"><text>${text}</text>${parts.join('')}</answer>`
const feedback = (text: string) => `<feedback format="html"><text>${text}</text></feedback>`
const category = (path: string) =>
  `<question type="category"><category><text>${path}</text></category><info format="html"><text>Mô tả</text></info></question>`
const row = (prompt: string, option: string) =>
  `<subquestion format="html"><text>${prompt}</text><answer><text>${option}</text></answer></subquestion>`

const drafts = (...questions: string[]) => readMoodleXml(quiz(...questions)).questions.map(({ draft }) => draft)
const draft = (text: string) => drafts(text)[0] as QuestionDraft
const warnings = (...questions: string[]) =>
  readMoodleXml(quiz(...questions)).warnings.map(({ line, code, message }) => [line, code, Number.parseInt(message)])
const errors = (...questions: string[]) =>
  readMoodleXml(quiz(...questions)).questions.flatMap(({ errors: found }) => found.map(({ line, field, code }) => [line, field, code]))

describe('a file as Moodle exports it', () => {
  const exported = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Tìm hiểu Luật/Luật Công đoàn</text>
    </category>
    <info format="html">
      <text></text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 41  -->
  <question type="multichoice">
    <name>
      <text>Câu 1</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr" style="text-align: left;">Luật Công đoàn 2024 có hiệu lực từ&nbsp;ngày nào?<br></p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Luật được thông qua ngày 27/11/2024.</p><p>Căn cứ: Luật 50/2024/QH15, Điều 36</p>]]></text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>LCD-01</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
    <correctfeedback format="html">
      <text>Your answer is correct.</text>
    </correctfeedback>
    <partiallycorrectfeedback format="html">
      <text>Your answer is partially correct.</text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html">
      <text>Your answer is incorrect.</text>
    </incorrectfeedback>
    <shownumcorrect/>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>01/7/2025</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="0" format="html">
      <text><![CDATA[<p>01/01/2025</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <tags>
      <tag><text>luật</text>
</tag>
      <tag><text>difficulty:2</text>
</tag>
    </tags>
  </question>
</quiz>`

  test('is read without a single remark', () => {
    expect(readMoodleXml(exported)).toEqual({
      questions: [
        {
          line: 15,
          errors: [],
          draft: {
            ...blankQuestion(),
            code: 'LCD-01',
            kind: 'single',
            topic: 'Luật Công đoàn',
            difficulty: 2,
            stem: 'Luật Công đoàn 2024 có hiệu lực từ ngày nào?',
            options: ['01/7/2025', '01/01/2025'],
            correct: [0],
            explanation: 'Luật được thông qua ngày 27/11/2024.',
            legalReference: 'Luật 50/2024/QH15, Điều 36',
            tags: ['luật'],
          },
        },
      ],
      errors: [],
      warnings: [],
      skipped: [],
      pictures: [],
    })
  })
})

describe('kinds', () => {
  test.each<[string, string, Partial<QuestionDraft>]>([
    ['one choice', question('multichoice', answer(100, 'a'), answer(0, 'b')), { kind: 'single', options: ['a', 'b'], correct: [0], credits: [] }],
    [
      'wrong choices that cost points are simply wrong',
      question('multichoice', answer(-50, 'a'), answer(100, 'b'), answer(0, 'c')),
      { kind: 'single', correct: [1], credits: [] },
    ],
    [
      'half a mark for a half right choice',
      question('multichoice', answer(100, 'a'), answer(50, 'b')),
      { kind: 'single', correct: [0], credits: [100, 50] },
    ],
    [
      'one choice without a full mark',
      question('multichoice', '<single>true</single>', answer(60, 'a'), answer(40, 'b')),
      { kind: 'single', correct: [0], credits: [60, 40] },
    ],
    [
      'several choices',
      question('multichoice', '<single>false</single>', answer(50, 'a'), answer(50, 'b'), answer(0, 'c')),
      { kind: 'multiple', correct: [0, 1], credits: [] },
    ],
    [
      'three equal parts',
      question('multichoice', '<single>0</single>', ...['a', 'b', 'c'].map((text) => answer('33.33333', text)), answer(-100, 'd')),
      { kind: 'multiple', correct: [0, 1, 2], credits: [] },
    ],
    [
      'unequal parts',
      question('multichoice', '<single>false</single>', answer(75, 'a'), answer(25, 'b'), answer(-25, 'c')),
      { kind: 'multiple', correct: [0, 1], credits: [75, 25, -25] },
    ],
    [
      'unequal penalties',
      question('multichoice', '<single>false</single>', answer(100, 'a'), answer(-25, 'b'), answer(-50, 'c')),
      { kind: 'multiple', correct: [0], credits: [100, -25, -50] },
    ],
    [
      'parts of a mark where the file does not say how many may be chosen',
      question('multichoice', answer(50, 'a'), answer(50, 'b'), answer(0, 'c')),
      { kind: 'multiple', correct: [0, 1] },
    ],
    [
      'a full mark for each of several',
      question('multichoice', '<single>false</single>', answer(100, 'a'), answer(100, 'b'), answer(0, 'c')),
      { kind: 'multiple', correct: [0, 1], credits: [100, 100, 0] },
    ],
    [
      'a decimal comma in a weight',
      question('multichoice', '<single>false</single>', ...['a', 'b', 'c'].map((text) => answer('33,33333', text)), answer(0, 'd')),
      { correct: [0, 1, 2], credits: [] },
    ],
    [
      'options that are not shuffled',
      question('multichoice', '<shuffleanswers>false</shuffleanswers>', answer(100, 'a'), answer(0, 'b')),
      { keepOrder: true },
    ],
    ['nor in old files', question('multichoice', '<shuffleanswers>0</shuffleanswers>', answer(100, 'a'), answer(0, 'b')), { keepOrder: true }],
    ['shuffled ones', question('multichoice', '<shuffleanswers>1</shuffleanswers>', answer(100, 'a'), answer(0, 'b')), { keepOrder: false }],
    ['options left empty in the form', question('multichoice', answer(100, 'a'), answer(0, 'b'), answer(0, '')), { options: ['a', 'b'] }],
    [
      'true',
      question('truefalse', answer(100, 'true'), answer(0, 'false')),
      { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [0], credits: [] },
    ],
    ['false', question('truefalse', answer(0, 'true'), answer(100, 'false')), { kind: 'trueFalse', correct: [1] }],
    ['false before true', question('truefalse', answer(100, 'false'), answer(0, 'true')), { kind: 'trueFalse', correct: [1] }],
    ['one side only', question('truefalse', answer(100, 'false')), { kind: 'trueFalse', correct: [1], credits: [] }],
    ['the other side only', question('truefalse', answer(0, 'false')), { kind: 'trueFalse', correct: [0], credits: [] }],
    ['words of the old, translated export', question('truefalse', answer(0, 'Đúng'), answer(100, 'Sai')), { kind: 'trueFalse', correct: [1] }],
    ['words that nobody knows', question('truefalse', answer(0, 'Wahr'), answer(100, 'Falsch')), { kind: 'trueFalse', correct: [1] }],
    [
      'a short answer',
      question('shortanswer', '<usecase>0</usecase>', answer(100, 'Hà Nội'), answer(50, 'Thăng *'), answer(0, '*')),
      {
        kind: 'shortText',
        caseMatters: false,
        accentsMatter: false,
        answers: [
          { text: 'Hà Nội', tolerance: 0, credit: 100 },
          { text: 'Thăng *', tolerance: 0, credit: 50 },
        ],
      },
    ],
    ['where capitals matter', question('shortanswer', '<usecase>1</usecase>', answer(100, 'OK')), { caseMatters: true }],
    [
      'signs in a short answer are just signs',
      question('shortanswer', answer(100, '<![CDATA[a < b & {c}]]>')),
      { answers: [{ text: 'a < b & {c}', tolerance: 0, credit: 100 }] },
    ],
    [
      'a short answer that somebody formatted',
      question('shortanswer', answer(100, '<![CDATA[<p>Hà Nội&nbsp;</p>]]>')),
      { answers: [{ text: 'Hà Nội', tolerance: 0, credit: 100 }] },
    ],
    [
      'numbers',
      question('numerical', answer(100, '3,14', '<tolerance>0.005</tolerance>'), answer(50, '3', '<tolerance>0</tolerance>'), answer(0, '*')),
      {
        kind: 'number',
        answers: [
          { text: '3.14', tolerance: 0.005, credit: 100 },
          { text: '3', tolerance: 0, credit: 50 },
        ],
      },
    ],
    [
      'numbers of Moodle 1.6',
      question('numerical', '<answer>12<fraction>1</fraction><tolerance></tolerance></answer>'),
      { answers: [{ text: '12', tolerance: 0, credit: 100 }] },
    ],
    [
      'pairs',
      question('matching', row('Ếch', 'lưỡng cư'), row('Mèo', 'thú'), row('Cóc', 'lưỡng cư'), row('', 'chim')),
      {
        kind: 'matching',
        prompts: ['Ếch', 'Mèo', 'Cóc'],
        options: ['lưỡng cư', 'thú', 'chim'],
        correct: [0, 1, 0],
      },
    ],
    [
      'pairs under their other name',
      question('match', '<shuffleanswers>false</shuffleanswers>', row('a', '1'), row('b', '2')),
      { kind: 'matching', keepOrder: true },
    ],
    ['a prompt without its option', question('matching', row('a', '1'), row('b', '')), { options: ['1'], correct: [0, -1] }],
    [
      'an order',
      question('ordering', '<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>', answer('1.0000000', '1930'), answer('2.0000000', '1945')),
      {
        kind: 'ordering',
        options: ['1930', '1945'],
        correct: [0, 1],
      },
    ],
  ])('%s', (_name, text, expected) => {
    expect(draft(text)).toMatchObject(expected)
  })
})

describe('texts', () => {
  const stemOf = (format: string, text: string) =>
    draft(`<question type="shortanswer"><questiontext${format}><text>${text}</text></questiontext></question>`).stem
  test.each<[string, string, string, string]>([
    ['HTML', ' format="html"', '<![CDATA[<p>Một &amp; hai</p>\n<p>ba</p>]]>', 'Một & hai\nba'],
    ['HTML escaped without CDATA', ' format="html"', '&lt;p&gt;Một &amp;amp; hai&lt;/p&gt;', 'Một & hai'],
    ['HTML that nobody escaped', ' format="html"', '<p>Một <b>hai</b><br/>ba &amp; bốn</p>', 'Một hai\nba & bốn'],
    ['no format is HTML', '', '<![CDATA[a<br>b\nc]]>', 'a\nb c'],
    [
      'Moodle’s own format breaks lines where the text does',
      ' format="moodle_auto_format"',
      '<![CDATA[Một\nhai <b>ba</b>\n<ul>\n<li>x</li>\n</ul>]]>',
      'Một\nhai ba\n- x',
    ],
    ['plain text is not HTML', ' format="plain_text"', '<![CDATA[a < b &amp; <p>\n  c]]>', 'a < b &amp; <p>\n  c'],
    ['Markdown', ' format="markdown"', 'Một **hai**\n\n* ba\n* bốn', 'Một hai\n- ba\n- bốn'],
    ['NFD becomes NFC', ' format="html"', 'Công đoàn'.normalize('NFD'), 'Công đoàn'],
    ['entities of XML', ' format="html"', 'Lu&#7853;t&nbsp;C&ocirc;ng đo&agrave;n', 'Luật Công đoàn'],
    ['a formula stays as it was written', ' format="html"', '<![CDATA[<p>Tính \\(x^2\\) với $$x = 3$$</p>]]>', 'Tính \\(x^2\\) với $$x = 3$$'],
  ])('%s', (_name, format, text, expected) => {
    expect(stemOf(format, text)).toBe(expected)
  })

  test('answers have the format of the question where they name none', () => {
    const text =
      '<question type="multichoice"><questiontext format="plain_text"><text>a</text></questiontext><answer fraction="100"><text><![CDATA[<b>]]></text></answer></question>'
    expect(draft(text).options).toEqual(['<b>'])
  })

  test('old files have their texts right inside the elements', () => {
    const old = `<question type="multichoice"><name>Tên</name><questiontext>Một <![CDATA[<b>hai</b>]]></questiontext><idnumber> X-1 </idnumber>
      <answer fraction="100">a<feedback>Vì thế.</feedback></answer><answer fraction="0">b</answer></question>`
    expect(draft(old)).toMatchObject({ code: 'X-1', stem: 'Một hai', options: ['a', 'b'], correct: [0], explanation: 'Vì thế.' })
  })
})

describe('topics, tags, status and explanation', () => {
  test.each([
    ['$course$/top/Tìm hiểu/Luật Công đoàn', 'Luật Công đoàn'],
    ['$course$/Luật', 'Luật'],
    ['$module$/top/Mặc định cho Vòng 1', 'Mặc định cho Vòng 1'],
    ['$system$/top/An toàn//Vệ sinh lao động', 'An toàn/Vệ sinh lao động'],
    ['$course$/top/ //a/b// ', 'b/'],
    ['Luật/Bộ luật Lao động', 'Bộ luật Lao động'],
    ['$course$/top', ''],
    ['$course$', ''],
    ['', ''],
  ])('the category %s is the topic “%s”', (path, topic) => {
    expect(drafts(category(path), question('shortanswer'))[0]?.topic).toBe(topic)
  })

  test('a category holds until the next', () => {
    const one = question('shortanswer')
    expect(drafts(one, category('$course$/A'), one, one, category('$course$/B'), one).map(({ topic }) => topic)).toEqual(['', 'A', 'A', 'B'])
  })

  test.each<[string, string, Partial<QuestionDraft>]>([
    [
      'tags',
      '<tags><tag><text>luật</text></tag><tag><text>status:draft</text></tag></tags><coursetags><tag><text>khoá 1</text></tag></coursetags>',
      { tags: ['luật', 'khoá 1'], status: 'draft' },
    ],
    ['a hidden question', '<hidden>1</hidden>', { status: 'retired' }],
    ['a hidden question whose tag says more', '<hidden>1</hidden><tags><tag><text>status:reviewed</text></tag></tags>', { status: 'reviewed' }],
    [
      'the general feedback',
      `<generalfeedback><text>Vì vậy.</text></generalfeedback>${answer(100, 'a', feedback('Giỏi'))}`,
      { explanation: 'Vì vậy.' },
    ],
    ['the feedback of the right answer alone', answer(100, 'a', feedback('Vì vậy.')) + answer(0, 'b', feedback('')), { explanation: 'Vì vậy.' }],
    ['feedback for right and wrong', answer(100, 'a', feedback('Vì vậy.')) + answer(0, 'b', feedback('Sai rồi.')), { explanation: '' }],
  ])('%s', (_name, parts, expected) => {
    expect(draft(question('multichoice', parts))).toMatchObject(expected)
  })
})

describe('pictures', () => {
  const asked = (html: string, ...files: string[]) =>
    `<question type="multichoice"><questiontext format="html"><text><![CDATA[${html}]]></text>${files.join('')}</questiontext>${answer(100, 'a')}${answer(0, 'b')}</question>`
  test.each<[string, string, string]>([
    ['a file beside the text', asked('Cờ: <img src="@@PLUGINFILE@@/co.png" alt="cờ"> đó', file('co.png', png)), `Cờ: ${markOf(png, 'cờ')} đó`],
    ['a name with spaces and accents', asked('<img src="@@PLUGINFILE@@/l%C3%A1%20c%E1%BB%9D.png">', file('lá cờ.png', png)), markOf(png, '')],
    ['a name that was never encoded', asked('<img src="@@PLUGINFILE@@/lá cờ 100%.png">', file('lá cờ 100%.png', png)), markOf(png, '')],
    ['a folder, and an address with a time', asked('<img src="@@PLUGINFILE@@/a/b.png?time=1700000000">', file('b.png', png, '/a/')), markOf(png, '')],
    ['a data address', asked(`<img alt="cờ" src="data:image/png;base64,${png.toString('base64')}">`), markOf(png, 'cờ')],
    ['a picture on another server: its words stay', asked('Xem <img src="https://a.vn/co.png" alt="lá cờ">.'), 'Xem lá cờ.'],
    [
      'the picture of Moodle 1.9',
      asked('Xem hình', `</questiontext><image>co.png</image><image_base64>\n${png.toString('base64')}\n</image_base64><questiontext>`),
      `Xem hình\n${markOf(png, '')}`,
    ],
  ])('%s', (_name, text, stem) => {
    const read = readMoodleXml(quiz(text))
    expect(read.questions[0]).toMatchObject({ errors: [], draft: { stem } })
  })

  test('are kept once, whatever they are called', () => {
    const read = readMoodleXml(
      quiz(asked('<img src="@@PLUGINFILE@@/1.png"><img src="@@PLUGINFILE@@/2.png">', file('1.png', png), file('2.png', png))),
    )
    expect(read.pictures.map(({ type, bytes }) => [type, Buffer.from(bytes).toString('hex')])).toEqual([['image/png', png.toString('hex')]])
  })

  test('an answer’s own file goes before one of the same name elsewhere', () => {
    const image = '<![CDATA[<img src="@@PLUGINFILE@@/image.png">]]>'
    expect(draft(question('multichoice', answer(100, image, file('image.png', png)), answer(0, image, file('image.png', gif)))).options).toEqual([
      markOf(png, ''),
      markOf(gif, ''),
    ])
  })

  test('a picture in a feedback that is not kept is no concern', () => {
    const text = question(
      'multichoice',
      answer(100, 'a'),
      answer(0, 'b', `<feedback><text><![CDATA[<img src="@@PLUGINFILE@@/a.svg">]]></text>${file('a.svg', svg)}</feedback>`),
    )
    expect(errors(text)).toEqual([])
    expect(warnings(text).map(([, code]) => code)).toEqual(['feedback-dropped', 'files-dropped'])
  })

  test.each<[string, string, unknown[]]>([
    ['a picture that no page should show', asked('<img src="@@PLUGINFILE@@/a.svg">', file('a.svg', svg)), [3, 'pictures', 'picture-type']],
    [
      'a data address of such a one',
      asked(`<img src="data:image/svg+xml;utf8,${encodeURIComponent(svg.toString())}">`),
      [3, 'pictures', 'picture-type'],
    ],
    [
      'a picture too large for phones',
      asked('<img src="@@PLUGINFILE@@/a.png"><img src="@@PLUGINFILE@@/a.png">', file('a.png', large)),
      [3, 'pictures', 'picture-too-large'],
    ],
    ['a picture that the file does not have', asked('<img src="@@PLUGINFILE@@/a.png">'), [3, 'pictures', 'picture-missing']],
  ])('%s is an error on the line of its question', (_name, text, expected) => {
    expect(errors(text)).toEqual([expected])
  })
})

describe('what hoithi has no place for', () => {
  const plain = (...parts: string[]) => question('multichoice', ...parts, answer(100, 'a'), answer(0, 'b'))
  test.each<[string, string, string]>([
    ['feedback for wrong answers', question('multichoice', answer(100, 'a'), answer(0, 'b', feedback('Sai.'))), 'feedback-dropped'],
    ['feedback of one’s own for a right mark', plain('<correctfeedback><text>Hoan hô!</text></correctfeedback>'), 'feedback-dropped'],
    ['hints', plain('<hint format="html"><text>Nghĩ lại</text></hint>'), 'hints-dropped'],
    ['a penalty of one’s own', plain('<penalty>0.5</penalty>'), 'penalty-dropped'],
    ['marks', plain('<defaultgrade>2.0000000</defaultgrade>'), 'marks-dropped'],
    [
      'units',
      question('numerical', answer(100, '5'), '<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>'),
      'units-dropped',
    ],
    ['points for any number', question('numerical', answer(100, '5'), answer(50, '*')), 'wildcard-dropped'],
    ['one choice without a full mark', question('multichoice', '<single>true</single>', answer(50, 'a'), answer(0, 'b')), 'key-not-full'],
    ['a full mark for each of several', question('multichoice', '<single>false</single>', answer(100, 'a'), answer(100, 'b')), 'credits-sum'],
    ['foreign words for true and false', question('truefalse', answer(100, 'Wahr'), answer(0, 'Falsch')), 'true-false-guessed'],
    [
      'a part of the items to order',
      question(
        'ordering',
        '<selecttype>RANDOM</selecttype><selectcount>2</selectcount>',
        ...['a', 'b', 'c'].map((text, index) => answer(index + 1, text)),
      ),
      'order-subset',
    ],
    ['a hidden question', plain('<hidden>1</hidden>'), 'hidden-retired'],
    ['a TeX formula', question('multichoice', answer(100, '\\(x\\)'), answer(0, 'b')), 'formula-kept-as-text'],
    ['a MathML formula', question('multichoice', answer(100, '<![CDATA[<math><mi>x</mi></math>]]>'), answer(0, 'b')), 'formula-kept-as-text'],
    ['underlined words', question('multichoice', answer(100, '<![CDATA[<u>a</u>]]>'), answer(0, 'b')), 'formatting-lost'],
    ['a film', question('multichoice', answer(100, '<![CDATA[a<video src="x"></video>]]>'), answer(0, 'b')), 'media-dropped'],
    [
      'a picture on another server',
      question('multichoice', answer(100, '<![CDATA[a<img src="https://a.vn/b.png">]]>'), answer(0, 'b')),
      'picture-outside',
    ],
    ['a file that no text shows', plain(`<generalfeedback><text>a</text>${file('a.png', png)}</generalfeedback>`), 'files-dropped'],
  ])('%s is told once, with the first line and the count', (_name, text, code) => {
    expect(warnings(question('shortanswer'), text, text)).toEqual([[4, code, 2]])
  })

  test.each([
    ['today', '<penalty>0.3333333</penalty><defaultgrade>1.0000000</defaultgrade>'],
    ['version 1.9', '<penalty>0.1</penalty><defaultgrade>1</defaultgrade><hint><text></text></hint>'],
  ])('what Moodle of %s writes by itself is not worth a word', (_version, parts) => {
    expect(warnings(plain(parts))).toEqual([])
  })

  test.each([
    'essay',
    'description',
    'cloze',
    'multianswer',
    'calculated',
    'calculatedmulti',
    'calculatedsimple',
    'random',
    'randomsamatch',
    'ddwtos',
    'gapselect',
    'ddimageortext',
    'ddmarker',
    'missingtype',
    'coderunner',
  ])('a question of the type %s is left out with a reason that names the type', (type) => {
    expect(readMoodleXml(quiz(category('$course$/A'), question(type)))).toMatchObject({
      questions: [],
      errors: [],
      skipped: [{ line: 4, type, reason: expect.stringContaining(type) }],
    })
  })

  test('a question without a type, and what is no question at all', () => {
    expect(readMoodleXml(quiz('<question><name/></question>', '<settings>\n</settings>')).skipped.map(({ line, type }) => [line, type])).toEqual([
      [3, ''],
      [4, '<settings>'],
    ])
  })
})

describe('faults', () => {
  test.each<[string, string, [number | null, string | null, string]]>([
    ['another root names what was found', '<assessmentItem>\n</assessmentItem>', [1, null, 'moodle-root']],
    ['XML that is cut off', '<quiz>\n<question type="essay">', [2, null, 'xml-invalid']],
    ['a DOCTYPE', '<!DOCTYPE quiz>\n<quiz/>', [1, null, 'xml-doctype']],
    ['nothing', '', [null, null, 'xml-empty']],
  ])('%s', (_name, text, expected) => {
    expect(readMoodleXml(text).errors.map(({ line, field, code }) => [line, field, code])).toEqual([expected])
  })

  test('the root is named', () => {
    expect(readMoodleXml('<assessmentItem/>').errors[0]?.message).toContain('<assessmentItem>')
  })

  test('one broken question does not stop the others', () => {
    const read = readMoodleXml(
      quiz(
        question('multichoice', answer('nhiều', 'a'), answer(0, 'b')),
        question('numerical', answer(100, '5', '<tolerance>ít</tolerance>')),
        question('truefalse', answer(100, 'true'), answer(0, 'false')),
      ),
    )
    expect(read.questions.map(({ line, errors: found }) => [line, ...found.map(({ field, code }) => `${field} ${code}`)])).toEqual([
      [3, 'credits weight-invalid'],
      [4, 'answers tolerance-unreadable'],
      [5],
    ])
  })

  test('a single question is read as a file of one', () => {
    expect(readMoodleXml(question('truefalse', answer(100, 'true'), answer(0, 'false'))).questions).toHaveLength(1)
  })

  test('an empty quiz is an empty file', () => {
    expect(readMoodleXml('<quiz/>')).toEqual({ questions: [], errors: [], warnings: [], skipped: [], pictures: [] })
  })

  const sample = quiz(
    category('$course$/top/A'),
    question('multichoice', answer(100, '<![CDATA[<p>a <img src="@@PLUGINFILE@@/a.png"></p>]]>', file('a.png', png)), answer(0, 'b', feedback('c'))),
    question('numerical', answer(100, '5', '<tolerance>0.1</tolerance>')),
    question('matching', row('a', '1'), row('', '2')),
    question('truefalse', answer(100, 'true'), answer(0, 'false')),
  )
  test('mutilated files never make it throw', () => {
    const pieces = [
      '<',
      '>',
      '</question>',
      '<question type="ordering">',
      '"',
      '<![CDATA[',
      ']]>',
      '<text>',
      '</text>',
      'fraction="x"',
      '&',
      '<answer>',
      '\u0000',
      'data:',
      '%',
    ]
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(sample.length), fc.nat(60), fc.constantFrom('', ...pieces)), { minLength: 1, maxLength: 6 }), (cuts) => {
        const mutilated = cuts.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), sample)
        const read = readMoodleXml(mutilated)
        expect(read.errors.length + read.questions.length + read.skipped.length).toBeGreaterThanOrEqual(0)
        read.questions.forEach(({ draft: found }) => questionFaults(found))
      }),
      { numRuns: 2_000 },
    )
  })
})
