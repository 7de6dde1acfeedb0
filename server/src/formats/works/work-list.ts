import { isLate } from '../../domain/work.ts'
import type { WorkRow } from '../../ports/works.ts'
import { listCsv, listXlsx, type ListForm, type ListRow } from '../sheet/list-file.ts'
import { vietnameseDate } from '../vietnamese-values.ts'
import { kindNames, stateNames, workListColumns, type WorkListField } from './work-columns.ts'

const guide = Object.fromEntries(workListColumns.map(({ field }) => [field, ['', '']])) as unknown as ListForm<WorkListField>['guide']
const form: ListForm<WorkListField> = { sheet: 'Công trình, phần việc', columns: workListColumns, guide, choices: {} }

/** The works as the upper level wants them, one a line. */
export const worksXlsx = (rows: readonly WorkRow[], today: string): Promise<Uint8Array> => listXlsx(form, rows.map(lineOf(today)))
export const worksCsv = (rows: readonly WorkRow[], today: string): Uint8Array => listCsv(form, rows.map(lineOf(today)))

const lineOf =
  (today: string) =>
  (row: WorkRow, place: number): ListRow<WorkListField> => ({
    number: place + 1,
    unionName: row.unionName,
    unionCode: row.unionCode,
    upperUnionName: row.unionPath.split(' › ').at(-1) ?? '',
    title: row.title,
    kind: kindNames[row.kind],
    quantity: row.quantity,
    measure: row.measure,
    value: row.value,
    carriedOutBy: row.carriedOutBy,
    plannedFrom: vietnameseDate(row.plannedFrom),
    plannedTo: vietnameseDate(row.plannedTo),
    state: stateNames[row.state],
    late: isLate(row, today) ? 'Quá hạn' : '',
    doneOn: vietnameseDate(row.doneOn ?? ''),
    result: row.result,
    valueReached: row.valueReached,
    photos: row.photos,
  })
