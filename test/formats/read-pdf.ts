import { inflateSync } from 'node:zlib'

type Rect = { x: number; y: number; width: number; height: number }
export type PdfPage = { text: string; rects: Rect[] }

/** What can be read from a PDF file that nothing of ours helped to read: the text of each page through the fonts' own ToUnicode tables, and its filled rectangles. */
export function readPdf(bytes: Uint8Array): PdfPage[] {
  const file = Buffer.from(bytes).toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of file.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(id, body)
  const object = (id: string | undefined): string => objects.get(id ?? '') ?? ''
  const stream = (id: string | undefined): string => {
    const [head = '', data = ''] = object(id).split(/\nstream\n/)
    const raw = Buffer.from(data.replace(/\nendstream$/, ''), 'latin1')
    return (head.includes('FlateDecode') ? inflateSync(raw) : raw).toString('latin1')
  }
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body))
  return pages.map((page) => {
    const content = stream(/\/Contents (\d+) 0 R/.exec(page)?.[1])
    const resources = object(/\/Resources (\d+) 0 R/.exec(page)?.[1])
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [
        name,
        lettersOf(stream(/\/ToUnicode (\d+) 0 R/.exec(object(id))?.[1])),
      ]),
    )
    return { text: textOf(content, fonts), rects: rectsOf(content) }
  })
}

/** The letters of each glyph, from a ToUnicode table's `bfrange` lists. */
function lettersOf(table: string): string[] {
  const [, list = ''] = /beginbfrange\n([\s\S]*?)\nendbfrange/.exec(table) ?? []
  return [...list.matchAll(/\[([^\]]*)\]/g)].flatMap(([, row = '']) =>
    [...row.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').swap16().toString('utf16le')),
  )
}

function textOf(content: string, fonts: Map<string, string[]>): string {
  let font: string[] = []
  const lines: string[] = []
  for (const line of content.split('\n')) {
    font = fonts.get(/^\/(F\d+) /.exec(line)?.[1] ?? '') ?? font
    if (!line.endsWith('TJ')) continue
    const glyphs = [...line.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    lines.push(glyphs.map((glyph) => font[Number.parseInt(glyph, 16)] ?? '?').join(''))
  }
  return lines.join('\n')
}

function rectsOf(content: string): Rect[] {
  return content
    .split('\n')
    .map((line) => /^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/.exec(line)?.slice(1).map(Number))
    .filter((numbers) => numbers !== undefined)
    .map(([x = 0, y = 0, width = 0, height = 0]) => ({ x, y, width, height }))
}
