import { listCsv, listXlsx, type ListForm } from '../sheet/list-file.ts'
import { rosterColumns, type RosterField } from './roster-columns.ts'

const form: ListForm<RosterField> = {
  sheet: 'Danh sách',
  columns: rosterColumns,
  guide: {
    code: [
      'Mã riêng của mỗi người, ví dụ số thẻ đoàn viên. Cần mã hoặc số điện thoại; có mã mà không có số điện thoại thì cần cả ngày sinh.',
      'The person’s own code, such as the number of the member’s card. A code or a phone is needed; a code without a phone needs the birth date too.',
    ],
    phone: [
      'Số di động của chính người đó, ví dụ 0912345678. Mỗi số chỉ một người.',
      'The person’s own mobile number, such as 0912345678. One person a number.',
    ],
    fullName: ['Bắt buộc. Họ và tên đủ dấu.', 'Required. The full name, with its accents.'],
    birthDate: ['Ngày/tháng/năm, ví dụ 05/09/1988.', 'Day/month/year, such as 05/09/1988.'],
    contestantKind: [
      'Cán bộ công đoàn, Đoàn viên hoặc Người lao động. Để trống là đoàn viên.',
      'Cán bộ công đoàn (officer), Đoàn viên (member) or Người lao động (worker, not a member). Empty means a member.',
    ],
    unionCode: [
      'Bắt buộc. Mã của công đoàn cơ sở, như ở trang Đơn vị công đoàn.',
      'Required. The code of the grassroots union, as the page of unions shows it.',
    ],
  },
  choices: { contestantKind: ['Cán bộ công đoàn', 'Đoàn viên', 'Người lao động'] },
}

/** An empty list of people to fill in. */
export const rosterTemplate = { xlsx: () => listXlsx(form, []), csv: async () => listCsv(form, []) }
