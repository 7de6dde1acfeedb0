import type { UnionDraft } from '../../domain/union-diff.ts'
import { unionKindWords } from '../report/union-words.ts'
import { listCsv, listXlsx, type ListForm } from '../sheet/list-file.ts'
import { unionColumns, type UnionField } from './union-columns.ts'
import { unionKinds } from './union-kinds.ts'

const form: ListForm<UnionField> = {
  sheet: 'Đơn vị',
  columns: unionColumns,
  guide: {
    code: [
      'Bắt buộc. Mã riêng của mỗi đơn vị; đơn vị được nhận ra bằng mã, nên giữ nguyên mã khi sửa tên.',
      'Required. The union’s own code; unions are known by it, so keep it when a name changes.',
    ],
    name: ['Bắt buộc. Tên đầy đủ.', 'Required. The full name.'],
    kind: ['Bắt buộc. Chọn trong danh sách thả xuống.', 'Required. Choose from the list.'],
    parentCode: [
      'Mã của cấp trên trực tiếp, đã có hoặc ở dòng khác trong tệp. Để trống là đơn vị cao nhất. Đổi mã này là chuyển cả nhánh.',
      'The code of the union right above, known already or on another row. Empty for the topmost one. Another code moves the whole branch.',
    ],
    memberCount: [
      'Số đoàn viên của riêng đơn vị. Để trống thì giữ số đã có; cấp trên để trống thì cộng từ cấp dưới.',
      'The union’s own number of members. Empty keeps what is known; an upper union without one adds up those below it.',
    ],
  },
  choices: { kind: unionKinds.map(unionKindWords) },
}

/** The unions as a list that can be mended and loaded again; without any, a list to fill in. */
export const unionListFile = {
  xlsx: (unions: readonly UnionDraft[]) => listXlsx(form, rows(unions)),
  csv: async (unions: readonly UnionDraft[]) => listCsv(form, rows(unions)),
}

const rows = (unions: readonly UnionDraft[]) => unions.map((union) => ({ ...union, kind: unionKindWords(union.kind) }))
