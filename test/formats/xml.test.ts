import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { descendants, elements, parseXml, textOf } from '../../server/src/formats/xml.ts'
import { processorMs } from '../support/processor.ts'

const rootOf = (text: string) => {
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(parsed.issue.message)
  return parsed.root
}
const refusal = (text: string): [number | null, string] | null => {
  const parsed = parseXml(text)
  return parsed.ok ? null : [parsed.issue.line, parsed.issue.code]
}

describe('text comes through as it was meant', () => {
  test.each<[string, string, string]>([
    ['named, decimal and hexadecimal entities', '&amp;|&lt;|&nbsp;|&eacute;|&#233;|&#xE9;', '&|<|\u00A0|é|é|é'],
    ['an entity is decoded once', '&amp;nbsp; &amp;lt;b&amp;gt; &amp;#233;', '&nbsp; &lt;b&gt; &#233;'],
    ['CDATA is kept as it stands', '<![CDATA[<b>&amp; &nbsp; <!-- x --></b>]]>', '<b>&amp; &nbsp; <!-- x --></b>'],
    ['an end of CDATA split over two sections', '<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
    ['DOCTYPE is just a word inside CDATA', '<![CDATA[<!DOCTYPE html>]]>', '<!DOCTYPE html>'],
    ['comments and instructions say nothing', 'a<!-- <b> <!DOCTYPE x> -->b<?php <b> ?>c', 'abc'],
    ['spaces and lines stay', '\n  a  \r\n b\rc', '\n  a  \n b\nc'],
    ['a ">" inside quotes does not end the tag', '<b title="1 > 0" x=\'"\'>c</b>', 'c'],
    ['an unknown entity stays', '&unknown; x', '&unknown; x'],
  ])('%s', (_name, inner, expected) => {
    expect(textOf(rootOf(`<a>${inner}</a>`))).toBe(expected)
  })

  test('attributes are decoded once too', () => {
    expect(rootOf('<a x="1 &lt; 2 &amp;amp; &quot;" y=\'é\'/>').attributes).toEqual({ x: '1 < 2 &amp; "', y: 'é' })
  })

  test.each([
    ['a byte order mark', '\uFEFF<?xml version="1.0"?><a/>', 1],
    ['empty lines before the declaration', '\n\n<?xml version="1.0" encoding="UTF-8"?>\n<a/>', 4],
    ['lines of Windows', '<?xml version="1.0"?>\r\n\r\n<a/>', 3],
  ])('%s is no obstacle', (_name, text, line) => {
    expect(rootOf(text)).toMatchObject({ name: 'a', line })
  })
})

test('every element knows its line', () => {
  const root = rootOf('<quiz>\n\n<!-- two\nlines --><q><![CDATA[\n\n]]><t/>\n</q><q\n x="\n"/>\n<q/></quiz>')
  expect([...descendants(root)].map(({ name, line }) => [name, line])).toEqual([
    ['q', 4],
    ['t', 6],
    ['q', 7],
    ['q', 10],
  ])
})

describe('what is refused, with the line', () => {
  const laughs = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
  test.each<[string, string, [number | null, string]]>([
    ['nothing', '', [null, 'xml-empty']],
    ['only spaces', ' \n ', [null, 'xml-empty']],
    ['plain words', 'Câu 1', [1, 'xml-invalid']],
    ['a DOCTYPE', '<?xml version="1.0"?>\n<!DOCTYPE a>\n<a/>', [2, 'xml-doctype']],
    ['a doctype in small letters', '<!doctype html><a/>', [1, 'xml-doctype']],
    ['entities that multiply', `${laughs}<a>&y;</a>`, [1, 'xml-doctype']],
    ['a DOCTYPE hidden behind an instruction that mentions CDATA', `<?x <![CDATA[ ?>\n${laughs}<a>&y;</a>`, [2, 'xml-doctype']],
    ['a DOCTYPE after a comment that mentions one', '<!-- <!DOCTYPE a> -->\n<!DOCTYPE a>\n<a/>', [2, 'xml-doctype']],
    ['an entity declaration alone', '<a>\n<!ENTITY x "y">\n</a>', [2, 'xml-invalid']],
    ['a bare "<"', '<a>\n1 < 2</a>', [2, 'xml-invalid']],
    ['a bare "&"', '<a>\nR & D</a>', [2, 'xml-invalid']],
    ['crossed tags', '<a>\n<b>\n</a></b>', [3, 'xml-invalid']],
    ['a tag that stays open', '<a>\n<b>\n</b>', [1, 'xml-invalid']],
    ['a file cut off inside a tag', '<a>\n<b x="', [2, 'xml-invalid']],
    ['a comment that does not end', '<a>\n<!-- x</a>', [2, 'xml-invalid']],
    ['a CDATA section that does not end', '<a>\n<![CDATA[x</a>', [2, 'xml-invalid']],
    ['two roots', '<a/>\n<b/>', [2, 'xml-invalid']],
    ['an attribute twice', '<a>\n<b x="1" x="2"/></a>', [2, 'xml-invalid']],
    ['a name that means something to JavaScript', '<a><__proto__/></a>', [null, 'xml-invalid']],
    ['elements too deep', `<a>\n${'<b>'.repeat(300)}${'</b>'.repeat(300)}</a>`, [2, 'xml-deep']],
    ['more attributes than any tag has', `<a>\n<b ${Array.from({ length: 300 }, (_, index) => `x${index}="1"`).join(' ')}/></a>`, [2, 'xml-invalid']],
  ])('%s', (_name, text, expected) => {
    expect(refusal(text)).toEqual(expected)
  })

  test('two hundred levels are still read', () => {
    expect([...descendants(rootOf('<b>'.repeat(200) + '</b>'.repeat(200)))]).toHaveLength(199)
  })

  test('more elements than any question file has', () => {
    expect(refusal(`<a>${'<b/>'.repeat(1_000_001)}</a>`)).toEqual([null, 'xml-too-large'])
  })
})

describe('large and hostile texts are done with in seconds', () => {
  const timed = (text: string): number => {
    const before = processorMs()
    parseXml(text)
    return processorMs() - before
  }
  const data = 'QUJD'.repeat(10_000)
  const question = `<question type="x">\n<text><![CDATA[<p>Câu</p>]]></text><file name="a.png">${data}</file><answer fraction="100"><text>a &amp; b</text></answer></question>\n`

  test('twenty megabytes of questions with pictures', () => {
    const text = `<quiz>${question.repeat(500)}</quiz>`
    expect(text.length).toBeGreaterThan(20_000_000)
    expect(timed(text)).toBeLessThan(15_000)
    expect(elements(rootOf(text), 'question')).toHaveLength(500)
  })

  test.each([
    ['comments that never end', '<!--'],
    ['CDATA that never ends', '<![CDATA['],
    ['tags that never end', '<b '],
    ['ends of nothing', ']]>'],
    ['instructions', '<?'],
    ['ampersands', '&#'],
    ['quotes', '<b x="'],
    ['openings', '<b>'],
    ['closings', '</b>'],
  ])('%s', (_name, piece) => {
    expect(timed(`<a>${piece.repeat(500_000)}</a>`)).toBeLessThan(15_000)
  })

  test('nothing makes it throw', () => {
    const pieces = [
      '<',
      '>',
      '/',
      '"',
      '=',
      '&',
      ';',
      '<a>',
      '</a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE',
      ' x="1"',
      '\n',
      'é',
      '\u0000',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 }), (parts) => {
        const parsed = parseXml(parts.join(''))
        expect(parsed.ok ? parsed.root.line : parsed.issue.code).toBeTruthy()
      }),
      { numRuns: 2_000 },
    )
  })
})
