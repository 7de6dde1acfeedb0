import { listCsv, listXlsx, type ListForm } from '../sheet/list-file.ts'
import { initiativeColumns, kindNames, recogniserNames, type InitiativeField } from './initiative-columns.ts'

const form: ListForm<InitiativeField> = {
  sheet: 'Sáng kiến',
  columns: initiativeColumns,
  guide: {
    unionCode: ['Bắt buộc. Mã của đơn vị, như ở trang Đơn vị công đoàn.', 'Required. The code of the unit, as the page of unions shows it.'],
    authors: [
      'Họ và tên; nhiều tác giả thì cách nhau bằng dấu chấm phẩy. Bí quyết công nghệ thì để trống.',
      'Full name; several authors with semicolons between them. Empty for a technology secret.',
    ],
    title: ['Bắt buộc.', 'Required.'],
    kind: [
      'Kỹ thuật, Quản lý, Tác nghiệp hoặc Ứng dụng tiến bộ kỹ thuật.',
      'Technical, management, operational or applied progress, in the words beside.',
    ],
    field: ['Lĩnh vực, ví dụ Giáo dục, Y tế, Nông nghiệp.', 'The field, such as education or health.'],
    firstAppliedOn: ['Ngày/tháng/năm áp dụng lần đầu.', 'Day/month/year of the first use.'],
    effect: ['Tóm tắt hiệu quả, không quá 2.000 ký tự.', 'A summary of the effect, at most 2,000 letters.'],
    benefit: ['Số tiền làm lợi (đồng); không tính được thành tiền thì ghi 0.', 'The benefit in đồng; 0 where it cannot be told in money.'],
    reward: ['Số tiền thưởng (đồng); không thưởng thì ghi 0.', 'The reward in đồng; 0 for none.'],
    recognisedBy: ['Hội đồng hoặc Thủ trưởng.', 'Hội đồng (council) or Thủ trưởng (head).'],
    decisionNumber: ['Số của quyết định công nhận.', 'The number of the decision.'],
    decisionOn: ['Ngày/tháng/năm của quyết định.', 'Day/month/year of the decision.'],
    secret: [
      'Ghi “Có” nếu là bí quyết công nghệ: chỉ giữ tên, hiệu quả và tiền thưởng.',
      'Có (yes) for a technology secret: only title, effect and reward are kept.',
    ],
  },
  choices: { kind: Object.values(kindNames), recognisedBy: Object.values(recogniserNames), secret: ['Có', 'Không'] },
}

/** An empty list of initiatives to fill in. */
export const initiativeTemplate = { xlsx: () => listXlsx(form, []), csv: async () => listCsv(form, []) }
