import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { encodingWarnings } from '../encodings/decode-text.ts'
import { fromLegacy, isTypedInUnicode, legacyVietnamese } from '../encodings/legacy-vietnamese.ts'
import type { RawRow } from './sheet-table.ts'

export type FilledSheet = { name: string; rows: RawRow[] }

/** Texts typed in a font of the time before Unicode (.VnTime, VNI-Times) as Unicode, when all the file reads as such. */
export function inUnicode(sheets: FilledSheet[]): { sheets: FilledSheet[]; warnings: ImportIssue[] } {
  const plain = sheets.some(({ rows }) => rows.some(({ cells }) => cells.some(isTypedInUnicode)))
  const found = plain ? null : legacyVietnamese(sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)).join('\n'))
  if (found === null) return { sheets, warnings: [] }
  const text = (written: string): string => fromLegacy(found.encoding, written)
  const row = ({ merged, ...given }: RawRow): RawRow => ({
    ...given,
    cells: given.cells.map(text),
    ...(merged === undefined ? {} : { merged: new Map([...merged].map(([place, written]) => [place, text(written)])) }),
  })
  return { sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map(row) })), warnings: encodingWarnings(found.encoding) }
}
