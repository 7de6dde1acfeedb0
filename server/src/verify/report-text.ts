import type { Bilingual } from '../domain/bilingual.ts'
import type { CheckName } from './fault.ts'

/** What each check looks at, for people. */
export const checkTexts: Record<CheckName, Bilingual> = {
  pages: { vi: 'Tệp dữ liệu nguyên vẹn', en: 'The database file is whole' },
  chain: { vi: 'Chuỗi băm của sổ nhận bài', en: 'Hash chain of the submission log' },
  entries: { vi: 'Nội dung từng dòng sổ', en: 'What each log entry says' },
  attempts: { vi: 'Lượt thi khớp với sổ', en: 'Attempts agree with the log' },
  answers: { vi: 'Câu trả lời và mã biên nhận', en: 'Answers and receipts' },
  scores: { vi: 'Điểm chấm lại theo đáp án', en: 'Scores graded again from the key' },
  times: { vi: 'Thời điểm và thời gian làm bài', en: 'Moments and durations' },
  changes: { vi: 'Huỷ, chuyển đơn vị, chấm lại', en: 'Voids, moves, corrections' },
  boards: { vi: 'Bảng xếp hạng tính lại từ sổ', en: 'Boards counted again from the log' },
  seals: { vi: 'Các lần niêm phong', en: 'Seals' },
  ranks: { vi: 'Hạng đã niêm phong tính lại từ sổ', en: 'Sealed ranks, ranked again from the log' },
  sealedUnions: { vi: 'Tổng của đơn vị đã niêm phong', en: 'Sealed totals of unions' },
  audit: { vi: 'Nhật ký điều hành', en: 'Audit trail' },
  published: { vi: 'Tệp sổ đã công bố', en: 'The published log file' },
}

export const words = {
  check: { vi: 'Kiểm tra', en: 'Check' },
  checked: { vi: 'Đã xét', en: 'Checked' },
  faults: { vi: 'Sai', en: 'Faults' },
  where: { vi: 'bảng {table}, dòng {key}, mục {field}', en: 'table {table}, row {key}, field {field}' },
  expected: { vi: 'phải là', en: 'should be' },
  found: { vi: 'đang là', en: 'is' },
  more: { vi: '… và {count} chỗ khác ở phần “{check}”', en: '… and {count} more under “{check}”' },
  whole: {
    vi: 'Nguyên vẹn: mọi điểm, hạng và bảng đều đúng như tính lại từ sổ nhận bài.',
    en: 'Whole: every score, rank and board is what the submission log gives.',
  },
  wholeFile: {
    vi: 'Tệp nguyên vẹn: mọi điều đã xét ở trên đều khớp.',
    en: 'The file is whole: everything that was checked above agrees.',
  },
  broken: {
    vi: 'Có {count} chỗ không khớp. Giữ nguyên dữ liệu, đừng niêm phong hay công bố thêm, và so với bản sao gần nhất.',
    en: '{count} places do not agree. Keep the data as it is, seal and publish nothing more, and compare with the latest copy.',
  },
  head: { vi: 'Sổ nhận bài: {seq} dòng, mã băm cuối {hash}', en: 'Submission log: {seq} entries, head hash {hash}' },
  lag: {
    vi: 'Bảng xếp hạng mới đếm đến dòng {seq}; phần sau sẽ được đếm trong chốc lát.',
    en: 'The boards count up to entry {seq}; the rest is counted in a moment.',
  },
  withheld: {
    vi: '{count} dòng không công bố nội dung (kỳ chưa niêm phong, hoặc có lý do nói về người): chỉ kiểm được mắt xích.',
    en: '{count} entries without their payload (rounds not sealed yet, or words about a person): of these only the links are checked.',
  },
  files: { vi: 'Tệp kết quả đã xuất (SHA-256):', en: 'Result files that were made (SHA-256):' },
  asOf: {
    vi: '{round}, tính đến dòng {seq} của sổ ({at}): {people} người, {attempts} lượt',
    en: '{round}, up to entry {seq} of the log ({at}): {people} people, {attempts} attempts',
  },
  start: { vi: 'chưa có dòng nào', en: 'before the first entry' },
  noPrediction: { vi: 'Kỳ chưa niêm phong: câu dự đoán chưa được tính.', en: 'The round is not sealed: the prediction does not count yet.' },
  scratch: {
    vi: 'Đọc {place}: chép một thời điểm của mọi bảng ra tệp tạm, kiểm tra trên tệp đó rồi xoá.',
    en: '{place}: one moment of all its tables is copied into a temporary file, which is checked and then removed.',
  },
  copying: { vi: 'Chép dữ liệu', en: 'Copying' },
  log: { vi: 'Đọc sổ', en: 'Reading the log' },
  revisions: { vi: 'Tính lại kết quả', en: 'Ranking again' },
} satisfies Record<string, Bilingual>

export type Language = keyof Bilingual

/** A text with its figures. */
export function say(text: Bilingual, language: Language, figures: Record<string, string | number> = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(figures[name] ?? whole))
}
