import type { Bilingual } from './bilingual.ts'

/** What is wrong with a field of a contest document, and what to do. {figures} are filled in. */
export const faultTexts = {
  // Fields that are not well-formed.
  missing: { vi: 'Còn thiếu mục này. Hãy điền vào.', en: 'This is missing. Fill it in.' },
  'wrong-type': { vi: 'Giá trị không đúng kiểu. Hãy nhập lại.', en: 'This is not the right kind of value. Type it again.' },
  'wrong-value': { vi: 'Giá trị này không dùng được. Hãy chọn hoặc nhập lại.', en: 'This value cannot be used. Choose or type another one.' },
  'unknown-field': { vi: 'Cấu hình không có mục “{name}”. Hãy bỏ mục này.', en: 'There is no field “{name}”. Remove it.' },
  'too-short': { vi: 'Cần ít nhất {min} ký tự. Hãy viết thêm.', en: 'At least {min} characters are needed. Write more.' },
  'too-long': { vi: 'Không quá {max} ký tự. Hãy viết gọn lại.', en: 'At most {max} characters. Shorten it.' },
  'too-low': { vi: 'Phải từ {min} trở lên.', en: 'It must be {min} or more.' },
  'too-high': { vi: 'Không được quá {max}.', en: 'It must be {max} or less.' },
  'too-few': { vi: 'Cần ít nhất {min} mục. Hãy thêm vào.', en: 'At least {min} entries are needed. Add some.' },
  'too-many': { vi: 'Không quá {max} mục. Hãy bỏ bớt.', en: 'At most {max} entries. Remove some.' },
  'not-whole': { vi: 'Phải là số nguyên.', en: 'It must be a whole number.' },
  'two-decimals': { vi: 'Điểm có nhiều nhất hai chữ số thập phân.', en: 'Points have two decimals at most.' },
  'slug-format': {
    vi: 'Địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, từ 3 đến 60 ký tự; ví dụ: an-toan-lao-dong-2026.',
    en: 'An address has small letters without accents, digits and hyphens, 3 to 60 of them; for example: safe-work-2026.',
  },
  'placeholder-unknown': {
    vi: 'Không có chỗ điền {names}. Chỉ dùng {known}.',
    en: 'Nobody knows {names}. Use {known} only.',
  },
  'clock-format': {
    vi: 'Giờ viết theo dạng giờ:phút, ví dụ 07:30; cuối ngày là 24:00.',
    en: 'A time is written hour:minute, such as 07:30; the end of the day is 24:00.',
  },

  // Rules of a round that contradict each other.
  'tie-break-twice': { vi: 'Một tiêu chí xếp hạng được nêu hai lần. Hãy bỏ một.', en: 'A tie-break is named twice. Remove one.' },
  'frozen-minutes': {
    vi: 'Bảng đứng yên cần số phút đứng yên trước giờ đóng; kiểu bảng khác thì để 0.',
    en: 'A board that stands still needs the minutes for which it does; any other board has 0.',
  },
  'hours-reversed': { vi: 'Giờ kết thúc trong ngày phải sau giờ bắt đầu.', en: 'The hours of a day must end after they begin.' },
  'day-over-round': {
    vi: 'Số lượt mỗi ngày không được nhiều hơn số lượt của cả kỳ.',
    en: 'A day cannot allow more attempts than the whole round.',
  },
  'no-prediction': {
    vi: 'Xếp hạng theo dự đoán thì phải có câu hỏi phụ. Hãy thêm câu hỏi phụ hoặc bỏ tiêu chí này.',
    en: 'Ranking by the prediction needs a prediction question. Add one, or take this tie-break away.',
  },
  'scores-tell-target': {
    vi: 'Hiện điểm trước khi niêm phong sẽ làm lộ số người đúng hết đang được dự đoán. Hãy chọn hiện điểm sau khi niêm phong.',
    en: 'Live scores would tell how many are all-correct while that can still be predicted. Show scores after the seal.',
  },

  // The document as a whole.
  'slug-taken': { vi: 'Địa chỉ này đã có cuộc thi khác dùng. Hãy chọn địa chỉ khác.', en: 'Another contest has this address. Choose another one.' },
  'time-zone-unknown': {
    vi: 'Không có múi giờ này. Ở Việt Nam hãy dùng Asia/Ho_Chi_Minh.',
    en: 'There is no such time zone. In Vietnam use Asia/Ho_Chi_Minh.',
  },
  'moment-far': { vi: 'Ngày giờ phải từ năm 2000 đến hết năm 2099.', en: 'The date must be in the years 2000 to 2099.' },
  'window-reversed': { vi: 'Giờ đóng phải sau giờ mở.', en: 'The close must come after the opening.' },
  'round-outside': {
    vi: 'Kỳ thi phải nằm trong thời gian của cuộc thi. Hãy sửa kỳ thi hoặc kéo dài cuộc thi.',
    en: 'A round must lie inside the contest’s time. Move the round, or make the contest longer.',
  },
  'round-short': {
    vi: 'Kỳ thi mở ngắn hơn {minutes} phút làm bài. Hãy đóng muộn hơn hoặc giảm số phút.',
    en: 'The round is open for less than the {minutes} minutes of an attempt. Close it later, or allow fewer minutes.',
  },
  'round-title-twice': { vi: 'Hai kỳ thi trùng tên. Hãy đặt tên khác nhau.', en: 'Two rounds have the same title. Give them different ones.' },
  'round-twice': { vi: 'Một kỳ thi được nêu hai lần. Hãy tải lại trang.', en: 'A round is named twice. Reload the page.' },
  'round-unknown': {
    vi: 'Kỳ thi này không thuộc cuộc thi. Hãy tải lại trang rồi sửa tiếp.',
    en: 'This round is not one of the contest’s. Reload the page and go on.',
  },
  'hours-never': {
    vi: 'Những ngày và giờ này không rơi vào thời gian mở của kỳ thi, nên không ai vào thi được. Hãy chọn lại.',
    en: 'These days and hours never fall inside the round, so nobody could take part. Choose others.',
  },
  'hours-short': {
    vi: 'Mỗi lần mở ngắn hơn {minutes} phút làm bài, nên không lượt nào được làm đủ giờ. Hãy mở lâu hơn, giảm số phút, hoặc cho làm đủ thời gian.',
    en: 'The hours are shorter than the {minutes} minutes of an attempt. Open for longer, allow fewer minutes, or give attempts their full time.',
  },
  'paper-long': { vi: 'Một đề thi có nhiều nhất {max} câu. Hãy giảm số câu.', en: 'A paper has {max} questions at most. Ask fewer.' },
  'practice-prediction': {
    vi: 'Thi thử không xếp hạng nên không có câu hỏi phụ. Hãy bỏ câu hỏi phụ.',
    en: 'Practice is not ranked, so it asks no prediction. Remove it.',
  },
  'practice-only': { vi: 'Cuộc thi cần ít nhất một kỳ thi thật, ngoài thi thử.', en: 'A contest needs at least one round that is not practice.' },
  'kind-twice': { vi: 'Một đối tượng được nêu hai lần. Hãy bỏ một.', en: 'A kind of contestant is named twice. Remove one.' },
  'union-twice': { vi: 'Một đơn vị được nêu hai lần. Hãy bỏ một.', en: 'A union is named twice. Remove one.' },
  'union-unknown': { vi: 'Không tìm thấy đơn vị này. Hãy tìm và chọn lại.', en: 'This union was not found. Search and choose it again.' },
  'code-short': {
    vi: 'Mã dự thi cần ít nhất 4 chữ hoặc số, không kể dấu cách và gạch nối.',
    en: 'An access code needs at least 4 letters or digits, not counting spaces and hyphens.',
  },
  'phone-invalid': { vi: 'Số điện thoại không đúng. Hãy nhập dạng 0912345678.', en: 'This is no phone number. Type it like 0912345678.' },
  'phone-twice': { vi: 'Số điện thoại này được nêu hai lần. Hãy bỏ một.', en: 'This phone number is named twice. Remove one.' },
  'prize-title-twice': {
    vi: 'Hai hạng giải trùng tên. Hãy gộp lại hoặc đặt tên khác.',
    en: 'Two tiers of prizes have the same title. Join them, or rename one.',
  },
  'prizes-without-overall': {
    vi: 'Không xếp hạng toàn cuộc thi thì không có giải toàn cuộc. Hãy bỏ các giải này hoặc bật xếp hạng chung.',
    en: 'Without a ranking of the whole contest there are no prizes for it. Remove them, or rank the contest.',
  },
  'rate-needs-least': {
    vi: 'Xét giải theo tỷ lệ tham gia thì phải có số đoàn viên tối thiểu, nếu không đơn vị 1 người sẽ đứng đầu.',
    en: 'Prizes by participation rate need a least number of members, or a union of one person would win.',
  },
  'contest-over': {
    vi: 'Cuộc thi đã hết thời gian. Hãy đặt lại ngày giờ trước khi công bố.',
    en: 'The contest is over. Set new dates before publishing it.',
  },

  // What people rely on already.
  'close-in-controls': {
    vi: 'Bảng xếp hạng của kỳ này đứng yên trước giờ đóng, nên giờ đóng chỉ dời muộn hơn được, ở trang “Điều hành”.',
    en: 'This round’s board stands still before the close, so the close can only be moved later, in the control room.',
  },
  fixed: { vi: 'Thí sinh đã dựa vào mục này nên không đổi được nữa.', en: 'Contestants rely on this already, so it cannot change.' },
  'close-earlier': {
    vi: 'Chỉ được lùi giờ đóng muộn hơn, không được đóng sớm hơn đã công bố.',
    en: 'The close may be moved later only, not before what was announced.',
  },
  'round-kept': { vi: 'Không xoá được “{title}” vì kỳ này đã mở.', en: '“{title}” has opened, so it cannot be removed.' },
  'round-moved': {
    vi: 'Kỳ đã mở phải giữ nguyên số thứ tự. Hãy xếp kỳ mới vào phía sau.',
    en: 'A round that has opened keeps its number. Put new rounds behind it.',
  },
  'appeals-kept': {
    vi: 'Đã có người dự thi theo thể lệ này: hạn khiếu nại chỉ được dài thêm, hạn trả lời chỉ được sớm hơn, và không bỏ được.',
    en: 'People have taken part by these rules: appeals can be open for longer and answered sooner, not the other way round, and they stay.',
  },
  'only-widen': {
    vi: 'Kỳ thi đã mở nên chỉ được mở rộng người dự thi, không được thu hẹp.',
    en: 'A round has opened, so more people may be let in, but none shut out.',
  },
  'consent-version': {
    vi: 'Nội dung đồng ý đã đổi thì phải đặt phiên bản mới, vì người đăng ký trước đã đồng ý với bản cũ.',
    en: 'A changed consent text needs a new version: people agreed to the old one under its name.',
  },
} as const satisfies Record<string, Bilingual>

export type FaultCode = keyof typeof faultTexts

const filled = (text: string, figures: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(figures[name] ?? ''))

/** The sentence of a fault in both languages. */
export function faultInWords(code: FaultCode, figures: Record<string, string | number> = {}): Bilingual {
  const { vi, en } = faultTexts[code]
  return { vi: filled(vi, figures), en: filled(en, figures) }
}
