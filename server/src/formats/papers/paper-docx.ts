import { PassThrough } from 'node:stream'
import type { PaperBlock } from '../../domain/award-text.ts'
import { writeArchive } from '../results/zip-archive.ts'
import { cell, DOTTED, gridTable, paragraph, plainTable, rule, run, TEXT_WIDTH, type Half } from './docx-parts.ts'
import { contentTypes, coreProperties, documentRelations, header, namespaces, packageRelations, section, styles } from './docx-package.ts'
import { COUNTRY, MOTTO, type PaperContent, type PaperTable } from './paper-content.ts'

const HALVES = [4000, 5571] as const

/** An official paper as a Word file (ECMA-376), laid out as Nghị định 30/2020/NĐ-CP has it: A4, letters of 13–14 points, margins 20, 20, 30 and 20 mm. */
export function paperDocx(content: PaperContent): AsyncIterable<Uint8Array> {
  const text = (value: string) => PassThrough.from([value]) as AsyncIterable<string>
  return writeArchive([
    { path: '[Content_Types].xml', content: text(contentTypes) },
    { path: '_rels/.rels', content: text(packageRelations) },
    { path: 'docProps/core.xml', content: text(coreProperties(content)) },
    { path: 'word/document.xml', content: text(document(content)) },
    { path: 'word/_rels/document.xml.rels', content: text(documentRelations) },
    { path: 'word/styles.xml', content: text(styles) },
    { path: 'word/header1.xml', content: text(header) },
  ])
}

function document(content: PaperContent): string {
  const { list, tables } = content
  const body = [
    head(content),
    ...(content.warning === '' ? [] : [paragraph(run(content.warning, { bold: true }), { align: 'center', before: 120 })]),
    paragraph(run(content.name, { bold: true, size: 28 }), { align: 'center', before: 240 }),
    paragraph(run(content.subject, { bold: true }), { align: 'center' }),
    rule(0.18, TEXT_WIDTH),
    ...(content.addressee === '' ? [] : [paragraph(run(`Kính gửi: ${content.addressee}`), { align: 'center', before: 120, after: 120 })]),
    ...content.blocks.map((block) => blockXml(block, tables)),
    signature(content),
    ...(list === null ? [] : [listHead(list), ...tables.map(tableXml)]),
  ]
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${namespaces}><w:body>${body.join('')}${section}</w:body></w:document>`
}

/** Two columns: who issues it, with its number; the country and its motto, with place and day. */
function head({ upperBody, issuer, number, dated }: PaperContent): string {
  const left: Half = [
    ...(upperBody === '' ? [] : [paragraph(run(upperBody, { size: 24 }), { align: 'center' })]),
    paragraph(run(issuer, { bold: true, size: 24 }), { align: 'center' }),
    rule(0.4, HALVES[0]),
    paragraph(run(number, { size: 26 }), { align: 'center', before: 60 }),
  ]
  const right: Half = [
    paragraph(run(COUNTRY, { bold: true, size: 24 }), { align: 'center' }),
    paragraph(run(MOTTO, { bold: true, size: 26 }), { align: 'center' }),
    rule(0.56, HALVES[1]),
    paragraph(run(dated, { italic: true, size: 26 }), { align: 'center', before: 60 }),
  ]
  return plainTable([left, right], HALVES)
}

function blockXml({ kind, runs }: PaperBlock, tables: readonly PaperTable[]): string {
  const words = (italic: boolean): string => runs.map(({ text, bold }) => run(text, { bold, italic })).join('')
  const kinds = {
    heading: () => paragraph(runs.map(({ text }) => run(text, { bold: true })).join(''), { align: 'center', before: 120, after: 120, keep: true }),
    cite: () => paragraph(words(true), { align: 'both', after: 80, indent: true }),
    text: () => paragraph(words(false), { align: 'both', after: 120, indent: true }),
    item: () => paragraph(run('- ') + words(false), { align: 'both', after: 80, indent: true }),
    table: () => tables.map(tableXml).join(''),
  } satisfies Record<PaperBlock['kind'], () => string>
  return kinds[kind]()
}

/** Who gets the paper, on the left; who signs it, on the right, with room to do so. */
function signature({ recipients, signature: { onBehalf, position, signer } }: PaperContent): string {
  const left: Half = [
    ...(recipients.length === 0 ? [] : [paragraph(run('Nơi nhận:', { bold: true, italic: true, size: 24 }), { align: 'left' })]),
    ...recipients.map((line) => paragraph(run(`- ${line.replace(/^-\s*/, '')}`, { size: 22 }), { align: 'left' })),
  ]
  const centre = (text: string): string => paragraph(run(text, { bold: true }), { align: 'center' })
  const right: Half = [
    ...[onBehalf, position].filter((line) => line !== '').map(centre),
    ...Array.from({ length: 4 }, () => paragraph('', { align: 'center' })),
    centre(signer === '' ? DOTTED : signer),
  ]
  return paragraph('', { align: 'left' }) + plainTable([left, right], [4785, 4786])
}

function listHead({ title, of, note }: NonNullable<PaperContent['list']>): string {
  return [
    paragraph(run(title, { bold: true }), { align: 'center', newPage: true }),
    paragraph(run(of, { italic: true }), { align: 'center' }),
    rule(0.15, TEXT_WIDTH),
    ...(note === '' ? [] : [paragraph(run(note, { italic: true, size: 24 }), { align: 'center', before: 60 })]),
  ].join('')
}

function tableXml({ heading, columns, rows }: PaperTable): string {
  const cells = (row: readonly string[], bold: boolean): string[] =>
    row.map((text, index) => cell(run(text, { bold, size: 24 }), bold ? 'center' : (columns[index]?.align ?? 'left')))
  return [
    paragraph(heading === '' ? '' : run(heading, { bold: true }), { align: 'left', before: 160, after: 80, keep: true }),
    gridTable(
      columns.map(({ width }) => width),
      cells(
        columns.map(({ header: words }) => words),
        true,
      ),
      rows.map((row) => cells(row, false)),
    ),
  ].join('')
}
