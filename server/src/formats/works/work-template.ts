import { listCsv, listXlsx, type ListForm } from '../sheet/list-file.ts'
import { kindNames, workColumns, type WorkField } from './work-columns.ts'

const form: ListForm<WorkField> = {
  sheet: 'Công trình, phần việc',
  columns: workColumns,
  guide: {
    unionCode: ['Bắt buộc. Mã của đơn vị đăng ký, như ở trang Đơn vị công đoàn.', 'Required. The code of the unit, as the page of unions shows it.'],
    title: ['Bắt buộc, từ 5 đến 300 ký tự.', 'Required, 5 to 300 letters.'],
    kind: ['Bắt buộc. Công trình hoặc Phần việc.', 'Required. Công trình (project) or Phần việc (task).'],
    quantity: ['Khối lượng bằng số, ví dụ 2,5.', 'How much, as a number such as 2,5.'],
    measure: ['Đơn vị tính của khối lượng, ví dụ km, phòng học, suất quà.', 'The unit of measure, such as km or classrooms.'],
    value: ['Giá trị dự kiến (đồng); không tính được thành tiền thì để trống.', 'Planned value in đồng; empty where it cannot be told in money.'],
    carriedOutBy: ['Tổ, nhóm hoặc người phụ trách.', 'The team or person who carries it out.'],
    plannedFrom: ['Bắt buộc. Ngày/tháng/năm bắt đầu.', 'Required. Day/month/year of the start.'],
    plannedTo: ['Bắt buộc. Ngày/tháng/năm hoàn thành.', 'Required. Day/month/year of the end.'],
  },
  choices: { kind: Object.values(kindNames) },
}

/** An empty list of works to fill in. */
export const workTemplate = { xlsx: () => listXlsx(form, []), csv: async () => listCsv(form, []) }
