import { describe, expect, test } from 'vitest'
import { maySee } from '../../web/src/desk/rules/access.ts'
import { pageCounter } from '../../web/src/desk/rules/pdf-pages.ts'
import { qrFileName, qrSvg } from '../../web/src/desk/rules/qr-file.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const file = '%PDF\n1 0 obj\n<< /Type /Pages\n>>\n2 0 obj\n/Type /Page\n/Parent\n3 0 obj\n/Type /Page\n/Parent'

describe('pages are counted while a file arrives', () => {
  test('wherever the line cuts it', () => {
    for (let size = 1; size <= file.length; size += 1) {
      const count = pageCounter()
      let pages = 0
      for (let from = 0; from < file.length; from += size) pages = count(bytes(file.slice(from, from + size)))
      expect([size, pages]).toEqual([size, 2])
    }
  })
  test('none before the first has come', () => expect(pageCounter()(bytes('%PDF\n/Type /Pages\n'))).toBe(0))
})

test.each([
  ['LC-TPLC-001', 'ma-qr-lc-tplc-001.png'],
  ['A/B ../1', 'ma-qr-a-b-1.png'],
])('the picture of %s is named %s', (code, name) => expect(qrFileName(code, 'png')).toBe(name))

test('the SVG file has white under the modules, quiet zone included', () => {
  expect(qrSvg({ size: 9, path: 'M4 4h1v1h-1z' })).toContain(
    'viewBox="0 0 9 9" width="72" height="72"><path fill="#fff" d="M0 0h9v9H0z"/><path d="M4 4h1v1h-1z"/>',
  )
})

test.each([
  ['officer', true],
  ['organiser', true],
  ['administrator', true],
  ['judge', false],
  ['questionSetter', false],
  ['contestant', false],
] as const)('posters, %s: %s', (role, sees) => expect(maySee(role, 'posters')).toBe(sees))
