import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlToText } from '../../server/src/formats/moodle-xml/html-text.ts'
import { processorMs } from '../support/processor.ts'

const read = (html: string): string => htmlToText(html, (src, alt) => `[${alt}:${src}]`)

describe('what a reader sees', () => {
  test.each<[string, string, string]>([
    ['plain words', 'Hà Nội', 'Hà Nội'],
    ['lines of the source are only spaces', 'Hà\n  Nội', 'Hà Nội'],
    ['paragraphs', '<p>Một</p><p>Hai</p>', 'Một\nHai'],
    ['blocks inside blocks', '<div><div><p>Một</p></div></div><div>Hai</div>', 'Một\nHai'],
    ['breaks, also two and three', 'a<br>b<br /><br>c<br><br><br>d', 'a\nb\n\nc\n\n\nd'],
    ['a break that ends a paragraph is not seen', '<p>1<br></p><p>2<br> </p><p>3</p>', '1\n2\n3'],
    ['an empty paragraph parts two others', '<p>a</p><p><br></p><p>b</p>', 'a\n\nb'],
    ['inline elements do not part words', '<b>Công</b> <i>đoàn</i><span>!</span>', 'Công đoàn!'],
    ['entities, once', '&lt;b&gt; &amp;amp; &#233; &eacute; &quot;', '<b> &amp; é é "'],
    ['non-breaking spaces are spaces and stay many', 'a&nbsp;b&nbsp; c', 'a b  c'],
    ['a number too small to be a tag', '3 < 5 và 7 > 2', '3 < 5 và 7 > 2'],
    ['headings are not shouted', '<h2>Luật Công đoàn</h2>Điều 1', 'Luật Công đoàn\nĐiều 1'],
    ['lists', 'Chọn:<ul><li>Một</li><li><p>Hai</p></li></ul>Hết', 'Chọn:\n- Một\n- Hai\nHết'],
    ['numbered lists', '<ol><li>Một</li><li>Hai</li></ol>', '1. Một\n2. Hai'],
    ['numbered from elsewhere, or with letters', '<ol start="3"><li>x</li></ol><ol type="a"><li>y<li>z</ol>', '3. x\na. y\nb. z'],
    ['raised and lowered signs', 'm<sup>2</sup> H<sub>2</sub>O 10<sup>−3</sup> x<sup>n+1</sup>', 'm² H₂O 10⁻³ xⁿ⁺¹'],
    ['raised and lowered words', 'v<sub>max</sub> a<sup>m/n</sup> 1<sup>st</sup>', 'v_max a^(m/n) 1st'],
    [
      'a table',
      '<table><thead><tr><th>Năm</th><th>Số</th></tr></thead><tbody><tr><td><p>2020</p></td><td>1<br>2</td></tr></tbody></table>',
      'Năm | Số\n2020 | 1 2',
    ],
    ['a table that is only a frame', '<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>', 'Một\nHai'],
    ['words that stand loose in a table', '<table>a<tr>b<td>c</td></tr></table>', 'a\nb | c'],
    ['a link without its address', '<a href="https://a.vn">Luật Công đoàn</a>', 'Luật Công đoàn'],
    ['a link that says only “here” with its address', 'Xem <a href="https://a.vn">tại đây</a>.', 'Xem tại đây (https://a.vn).'],
    ['pictures where they stand', 'Hình <img src="a.png" alt="một  cờ">và <img src=b>.', 'Hình [một  cờ:a.png]và [:b].'],
    ['a picture inside a raised sign', 'a<sup><img src="b"></sup>', 'a[:b]'],
    ['scripts, styles, comments and titles are not read', '<title>t</title><style>p{}</style><script>alert("1")</script>a<!-- b -->', 'a'],
    ['films and sounds are not read', 'Nghe<video src="x">không có</video><audio>không có</audio>.', 'Nghe.'],
    ['preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['quotes', '<q>Công đoàn</q>', '“Công đoàn”'],
    [
      'a formula with its source',
      '<math><msup><mi>x</mi><mn>2</mn></msup><annotation encoding="application/x-tex">x^2</annotation></math>',
      '\\(x^2\\)',
    ],
    ['a formula without', '<math><mi>x</mi><mo>+</mo><mn>1</mn></math>', 'x+1'],
    ['tags that nobody closed', '<p>Một<p>Hai<b>!', 'Một\nHai!'],
    ['long lines are not wrapped', `<p>${'từ '.repeat(100)}hết</p>`, `${'từ '.repeat(100)}hết`],
  ])('%s', (_name, html, expected) => {
    expect(read(html)).toBe(expected)
  })

  test('deeper than any editor nests, the words are still there', () => {
    expect(read(`${'<b>'.repeat(500)}sâu<br><img src="a">${'</b>'.repeat(500)}`)).toBe('sâu\n[:a]')
  })

  test('with more tags than any question, too', () => {
    expect(read('<p>một</p>'.repeat(20_000)).split('\n').slice(0, 2)).toEqual(['một', 'một'])
  })
})

describe('hostile HTML', () => {
  test.each([
    ['openings and closings that never match', '<b>'.repeat(4_900) + '</i>'.repeat(4_900)],
    ['more of them', '<b>'.repeat(400_000) + '</i>'.repeat(400_000)],
    ['nested tables', '<table><tr><td>'.repeat(3_300)],
    ['nested lists', '<ul><li>'.repeat(4_900)],
    ['nested powers', `${'<sup>'.repeat(4_900)}2`],
    ['nested links', `${'<a href="https://a.vn">'.repeat(9_000)}đây`],
    ['breaks', ('<br>' + ' '.repeat(99)).repeat(9_000)],
    ['half a tag', '<br '.repeat(1_000_000)],
    ['half a comment', '<!--'.repeat(1_000_000)],
    ['signs', '<'.repeat(3_000_000)],
    ['attributes', `<b ${'a=1 '.repeat(500_000)}>`],
    ['words', `<p>${'a '.repeat(3_000_000)}`],
  ])('%s are done with in seconds', (_name, html) => {
    const before = processorMs()
    read(html)
    expect(processorMs() - before).toBeLessThan(15_000)
  })

  test('nothing makes it throw', () => {
    const pieces = [
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</td>',
      '<ul>',
      '<ol start="9">',
      '<li>',
      '<sup>',
      '<img src="a" alt="b">',
      '<a href="http://x">',
      '<math>',
      '<pre>',
      '&',
      '&#',
      '<',
      '>',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), (parts) => {
        expect(typeof read(parts.join(''))).toBe('string')
      }),
      { numRuns: 2_000 },
    )
  })
})
