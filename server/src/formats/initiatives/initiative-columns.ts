import type { InitiativeColumn } from '@hoithi/shared/contracts/campaigns'
import type { InitiativeKind, InitiativeState, MissingPart, Recogniser } from '@hoithi/shared/contracts/initiatives'
import { fold } from '../../domain/names.ts'
import type { TableColumn } from '../sheet/sheet-table.ts'

export type InitiativeField =
  | 'unionCode'
  | 'authors'
  | 'title'
  | 'kind'
  | 'field'
  | 'firstAppliedOn'
  | 'effect'
  | 'benefit'
  | 'reward'
  | 'recognisedBy'
  | 'decisionNumber'
  | 'decisionOn'
  | 'secret'

const column = (field: InitiativeField, heading: string, required: boolean, ...others: string[]): TableColumn<InitiativeField> => ({
  field,
  heading,
  required,
  headers: [field, heading, ...others].map(fold),
})

export const initiativeColumns: readonly TableColumn<InitiativeField>[] = [
  column('unionCode', 'Mã đơn vị', true, 'đơn vị', 'mã công đoàn', 'mã cđcs', 'union code'),
  column('authors', 'Tác giả', true, 'họ và tên', 'họ tên', 'họ tên tác giả', 'tác giả sáng kiến', 'author'),
  column('title', 'Tên sáng kiến', true, 'sáng kiến', 'tên', 'tên đề tài', 'title'),
  column('kind', 'Loại', false, 'loại sáng kiến', 'kind'),
  column('field', 'Lĩnh vực', false, 'lĩnh vực áp dụng', 'field'),
  column('firstAppliedOn', 'Ngày áp dụng', false, 'ngày áp dụng lần đầu', 'thời gian áp dụng', 'first applied'),
  column('effect', 'Hiệu quả', false, 'tóm tắt hiệu quả', 'nội dung', 'effect'),
  column('benefit', 'Giá trị làm lợi', false, 'giá trị làm lợi (đồng)', 'làm lợi', 'số tiền làm lợi', 'benefit'),
  column('reward', 'Tiền thưởng', false, 'tiền thưởng (đồng)', 'khen thưởng', 'mức thưởng', 'reward'),
  column('recognisedBy', 'Công nhận bởi', false, 'cấp công nhận', 'đơn vị công nhận', 'recognised by'),
  column('decisionNumber', 'Số quyết định', false, 'số qđ', 'quyết định số', 'số quyết định công nhận', 'decision number'),
  column('decisionOn', 'Ngày quyết định', false, 'ngày qđ', 'ngày ký', 'decision date'),
  column('secret', 'Bí quyết công nghệ', false, 'bí quyết', 'secret'),
]

export const kindNames = {
  technical: 'Kỹ thuật',
  management: 'Quản lý',
  operational: 'Tác nghiệp',
  application: 'Ứng dụng tiến bộ kỹ thuật',
} as const satisfies Record<InitiativeKind, string>
export const recogniserNames = { council: 'Hội đồng', head: 'Thủ trưởng' } as const satisfies Record<Recogniser, string>
export const stateNames = {
  draft: 'Bản nháp',
  sent: 'Đã gửi',
  returned: 'Trả lại',
  recognised: 'Đơn vị đã công nhận',
  confirmed: 'Cấp trên đã xác nhận',
  counted: 'Đã tính',
  withdrawn: 'Đã rút',
} as const satisfies Record<InitiativeState, string>
export const missingNames = {
  authors: 'tác giả',
  kind: 'loại',
  field: 'lĩnh vực',
  firstAppliedOn: 'ngày áp dụng',
  effect: 'hiệu quả',
  benefit: 'giá trị làm lợi',
  reward: 'tiền thưởng',
  decisionNumber: 'số quyết định',
  decisionOn: 'ngày quyết định',
  file: 'tệp quyết định',
} as const satisfies Record<MissingPart, string>

/** The columns that the product comes with. */
export const firstColumns: readonly InitiativeColumn[] = [
  { field: 'number', heading: 'STT' },
  { field: 'authors', heading: 'Họ và tên tác giả' },
  { field: 'unionName', heading: 'Đơn vị' },
  { field: 'upperUnionName', heading: 'Công đoàn cấp trên' },
  { field: 'title', heading: 'Tên sáng kiến' },
  { field: 'kind', heading: 'Loại' },
  { field: 'field', heading: 'Lĩnh vực' },
  { field: 'firstAppliedOn', heading: 'Ngày áp dụng' },
  { field: 'effect', heading: 'Tóm tắt hiệu quả' },
  { field: 'benefit', heading: 'Giá trị làm lợi (đồng)' },
  { field: 'reward', heading: 'Tiền thưởng (đồng)' },
  { field: 'decisionNumber', heading: 'Số quyết định' },
  { field: 'decisionOn', heading: 'Ngày quyết định' },
  { field: 'state', heading: 'Trạng thái' },
]
