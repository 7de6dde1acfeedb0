import type { WorkKind, WorkState } from '@hoithi/shared/contracts/works'
import { fold } from '../../domain/names.ts'
import type { TableColumn } from '../sheet/sheet-table.ts'

export type WorkField = 'unionCode' | 'title' | 'kind' | 'quantity' | 'measure' | 'value' | 'carriedOutBy' | 'plannedFrom' | 'plannedTo'

const column = <Field extends string>(field: Field, heading: string, required: boolean, ...others: string[]): TableColumn<Field> => ({
  field,
  heading,
  required,
  headers: [field, heading, ...others].map(fold),
})

export const workColumns: readonly TableColumn<WorkField>[] = [
  column('unionCode', 'Mã đơn vị', true, 'đơn vị', 'mã công đoàn', 'mã cđcs', 'union code'),
  column('title', 'Tên công trình, phần việc', true, 'tên', 'tên công trình', 'tên phần việc', 'công trình', 'phần việc', 'nội dung', 'title'),
  column('kind', 'Loại', true, 'loại công trình', 'kind'),
  column('quantity', 'Khối lượng', false, 'số lượng', 'quantity'),
  column('measure', 'Đơn vị tính', false, 'đvt', 'measure', 'unit of measure'),
  column('value', 'Giá trị (đồng)', false, 'giá trị', 'kinh phí', 'giá trị dự kiến', 'value'),
  column('carriedOutBy', 'Người thực hiện', false, 'đơn vị thực hiện', 'phụ trách', 'thực hiện', 'carried out by'),
  column('plannedFrom', 'Từ ngày', true, 'ngày bắt đầu', 'bắt đầu', 'from'),
  column('plannedTo', 'Đến ngày', true, 'ngày kết thúc', 'hoàn thành', 'ngày hoàn thành', 'thời hạn', 'to'),
]

export type WorkListField =
  | Exclude<WorkField, 'unionCode'>
  | 'number'
  | 'unionName'
  | 'unionCode'
  | 'upperUnionName'
  | 'state'
  | 'late'
  | 'doneOn'
  | 'result'
  | 'valueReached'
  | 'photos'

/** The list of works as it is given out. */
export const workListColumns: readonly TableColumn<WorkListField>[] = [
  column('number', 'STT', false),
  column('unionName', 'Tên đơn vị', false),
  column('unionCode', 'Mã đơn vị', false),
  column('upperUnionName', 'Tên công đoàn cấp trên', false),
  column('title', 'Tên công trình, phần việc', false),
  column('kind', 'Loại', false),
  column('quantity', 'Khối lượng', false),
  column('measure', 'Đơn vị tính', false),
  column('value', 'Giá trị đăng ký (đồng)', false),
  column('carriedOutBy', 'Người thực hiện', false),
  column('plannedFrom', 'Từ ngày', false),
  column('plannedTo', 'Đến ngày', false),
  column('state', 'Trạng thái', false),
  column('late', 'Quá hạn', false),
  column('doneOn', 'Ngày hoàn thành', false),
  column('result', 'Kết quả', false),
  column('valueReached', 'Giá trị đạt được (đồng)', false),
  column('photos', 'Số ảnh', false),
]

export const kindNames = { project: 'Công trình', task: 'Phần việc' } as const satisfies Record<WorkKind, string>
export const stateNames = {
  registered: 'Chờ xác nhận',
  returned: 'Trả lại',
  confirmed: 'Đang thực hiện',
  done: 'Đã báo hoàn thành',
  accepted: 'Đã công nhận',
  withdrawn: 'Đã rút',
} as const satisfies Record<WorkState, string>
