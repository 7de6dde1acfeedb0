import type { InitiativeColumn } from '@hoithi/shared/contracts/campaigns'
import type { InitiativeRow } from '../../ports/initiatives.ts'
import { listCsv, listXlsx, type ListForm } from '../sheet/list-file.ts'
import { vietnamTime, vietnameseDate } from '../vietnamese-values.ts'
import { firstColumns, kindNames, missingNames, recogniserNames, stateNames } from './initiative-columns.ts'

type Field = InitiativeColumn['field']
type Cell = string | number | null

const cells = {
  number: (_row, place) => place + 1,
  title: ({ title }) => title,
  authors: ({ authors }) => authors.join('; '),
  unionName: ({ unionName }) => unionName,
  unionCode: ({ unionCode }) => unionCode,
  upperUnionName: ({ unionPath }) => unionPath.split(' › ').at(-1) ?? '',
  kind: ({ kind }) => (kind === null ? '' : kindNames[kind]),
  field: ({ field }) => field,
  firstAppliedOn: ({ firstAppliedOn }) => vietnameseDate(firstAppliedOn ?? ''),
  effect: ({ effect }) => effect,
  benefit: ({ benefit }) => benefit,
  reward: ({ reward }) => reward,
  recognisedBy: ({ recognisedBy }) => (recognisedBy === null ? '' : recogniserNames[recognisedBy]),
  decisionNumber: ({ decisionNumber }) => decisionNumber,
  decisionOn: ({ decisionOn }) => vietnameseDate(decisionOn ?? ''),
  state: ({ state }) => stateNames[state],
  missing: ({ missing }) => missing.map((part) => missingNames[part]).join(', '),
  countedAt: ({ countedAt }) => (countedAt === null ? '' : vietnamTime(countedAt)),
} as const satisfies Record<Field, (row: InitiativeRow, place: number) => Cell>

/** A list in the shape that the upper level asks for; where nobody said which, in the product's own. */
function listOf(chosen: readonly InitiativeColumn[], rows: readonly InitiativeRow[]) {
  const columns = (chosen.length === 0 ? firstColumns : chosen).map(({ field, heading }) => ({ field, heading, headers: [], required: false }))
  const guide = Object.fromEntries(columns.map(({ field }) => [field, ['', '']])) as unknown as ListForm<Field>['guide']
  const form: ListForm<Field> = { sheet: 'Sáng kiến', columns, guide, choices: {} }
  const lines = rows.map(
    (row, place) => Object.fromEntries(Object.entries(cells).map(([field, cell]) => [field, cell(row, place)])) as Record<Field, Cell>,
  )
  return { form, lines }
}

export function initiativesXlsx(columns: readonly InitiativeColumn[], rows: readonly InitiativeRow[]): Promise<Uint8Array> {
  const { form, lines } = listOf(columns, rows)
  return listXlsx(form, lines)
}

export function initiativesCsv(columns: readonly InitiativeColumn[], rows: readonly InitiativeRow[]): Uint8Array {
  const { form, lines } = listOf(columns, rows)
  return listCsv(form, lines)
}
