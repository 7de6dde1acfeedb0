import { fold } from '../../domain/names.ts'
import type { TableColumn } from '../sheet/sheet-table.ts'

export type UnionField = 'code' | 'name' | 'kind' | 'parentCode' | 'memberCount'

const column = (field: UnionField, heading: string, required: boolean, ...others: string[]): TableColumn<UnionField> => ({
  field,
  heading,
  required,
  headers: [field, heading, ...others].map(fold),
})

export const unionColumns: readonly TableColumn<UnionField>[] = [
  column('code', 'Mã', true, 'mã đơn vị', 'mã công đoàn', 'mã số'),
  column('name', 'Tên', true, 'tên đơn vị', 'tên công đoàn', 'đơn vị'),
  column('kind', 'Loại/cấp', true, 'loại', 'cấp', 'loại công đoàn', 'cấp công đoàn', 'loại hình'),
  column(
    'parentCode',
    'Mã cấp trên',
    true,
    'cấp trên',
    'mã đơn vị cấp trên',
    'mã công đoàn cấp trên',
    'mã cấp trên trực tiếp',
    'parent code',
    'parent',
  ),
  column('memberCount', 'Số đoàn viên', false, 'đoàn viên', 'số lượng đoàn viên', 'member count', 'members'),
]
