import { describe, expect, test } from 'vitest'
import { readRosterFile } from '../../server/src/formats/roster/roster-file.ts'
import { rosterTemplate } from '../../server/src/formats/roster/roster-template.ts'
import { readUnionFile } from '../../server/src/formats/unions/union-file.ts'
import { unionKinds } from '../../server/src/formats/unions/union-kinds.ts'
import { unionListFile } from '../../server/src/formats/unions/union-list.ts'

const unions = unionKinds.map((kind, place) => ({
  code: `T-${place}`,
  name: ['=CĐCS', "'CĐCS", 'CĐCS "Ánh Dương", số 2', '+1'][place] ?? `CĐCS thứ ${place}`,
  kind,
  parentCode: place === 0 ? null : `T-${place - 1}`,
  memberCount: place === 3 ? null : place * 1234,
}))

describe.each(['xlsx', 'csv'] as const)('a list as %s', (format) => {
  test('of unions is read back as it was written, every kind of union and every odd name', async () => {
    const { unions: read, errors, warnings } = readUnionFile(await unionListFile[format](unions), new Map())
    expect({ read: read.map(({ line: _, ...union }) => union), errors, warnings }).toEqual({ read: unions, errors: [], warnings: [] })
  })

  test('without unions, or the template of a roster, lacks nothing but rows', async () => {
    const codes = (issues: { code: string }[]) => issues.map(({ code }) => code)
    expect(codes(readUnionFile(await unionListFile[format]([]), new Map()).errors)).toEqual(['no-unions'])
    const roster = readRosterFile(await rosterTemplate[format](), new Set())
    expect([codes(roster.errors), roster.warnings]).toEqual([['no-people'], []])
  })
})
