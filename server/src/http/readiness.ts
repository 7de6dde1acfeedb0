import type { Language } from './refusal-texts.ts'

type Sentence = Record<Language, string>

/** Why a server is not ready, by what the system said when it tried to write. Codes are stable, for monitors; sentences say what to do. */
const faults: readonly [said: RegExp, reason: string, sentence: Sentence][] = [
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    'disk-full',
    {
      vi: 'Ổ đĩa đã đầy: giải phóng dung lượng, máy chủ tự chạy tiếp, không cần khởi động lại.',
      en: 'The disk is full: free some space; the server goes on by itself, no restart is needed.',
    },
  ],
  [
    /^SQLITE_IOERR_GONE/,
    'database-gone',
    {
      vi: 'Tệp cơ sở dữ liệu đã bị xoá hoặc thay thế khi máy chủ đang chạy: dừng máy chủ, đưa tệp trở lại rồi khởi động.',
      en: 'The database file was removed or replaced while the server ran: stop the server, put the file back, start it again.',
    },
  ],
  [
    /^(SQLITE_(CORRUPT|NOTADB))/,
    'database-damaged',
    {
      vi: 'Cơ sở dữ liệu bị hỏng: dừng máy chủ, giữ nguyên thư mục dữ liệu và khôi phục bản sao lưu mới nhất.',
      en: 'The database is damaged: stop the server, keep the data folder as it is and restore the newest copy.',
    },
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'database-locked',
    {
      vi: 'Một chương trình khác đang giữ cơ sở dữ liệu: kết thúc chương trình đó, máy chủ tự chạy tiếp.',
      en: 'Another program holds the database: end it; the server goes on by itself.',
    },
  ],
  [
    /^(SQLITE_CANTOPEN|EMFILE|ENFILE)/,
    'no-file-handles',
    {
      vi: 'Máy chủ không mở thêm được tệp: tăng giới hạn số tệp (ulimit -n, LimitNOFILE) rồi khởi động lại.',
      en: 'The server cannot open more files: raise the limit (ulimit -n, LimitNOFILE) and start it again.',
    },
  ],
  [
    /^(SQLITE_(READONLY|IOERR|PERM|AUTH)|EROFS|EACCES|EPERM|EFBIG|EIO)/,
    'disk-refuses',
    {
      vi: 'Ổ đĩa không cho ghi: kiểm tra quyền, hạn mức và lỗi ổ đĩa (dmesg); máy chủ tự chạy tiếp khi ghi được.',
      en: 'The disk refuses to write: look at permissions, limits and disk errors (dmesg); the server goes on by itself once it can write.',
    },
  ],
  [
    /^(DATABASE_GONE|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|57P0[1-5]|08\w{3})$/,
    'database-away',
    {
      vi: 'Máy chủ không liên lạc được với PostgreSQL: kiểm tra PostgreSQL và đường mạng; máy chủ tự chạy tiếp khi nối lại được.',
      en: 'The server cannot reach PostgreSQL: look at PostgreSQL and the network between; the server goes on by itself once it is back.',
    },
  ],
  [
    /^(53[1-4]00|55P03)$/,
    'database-exhausted',
    {
      vi: 'PostgreSQL hết chỗ, bộ nhớ hoặc kết nối: giải phóng ổ đĩa hoặc tăng max_connections; máy chủ tự chạy tiếp.',
      en: 'PostgreSQL is out of disk, memory or connections: free some space or raise max_connections; the server goes on by itself.',
    },
  ],
  [
    /^25006$/,
    'database-read-only',
    {
      vi: 'PostgreSQL đang chỉ cho đọc (máy dự phòng): trỏ DATABASE_URL vào máy chính hoặc chuyển máy dự phòng thành máy chính.',
      en: 'PostgreSQL allows reading only (a standby): point DATABASE_URL to the primary, or promote the standby.',
    },
  ],
  [
    /^CLOCK_SET_BACK/,
    'clock-set-back',
    {
      vi: 'Đồng hồ của máy đã bị lùi hơn một phút khi máy chủ đang chạy: kiểm tra NTP; nếu giờ mới là đúng thì khởi động lại máy chủ khi không ai đang làm bài.',
      en: 'The machine’s clock was set back by more than a minute while the server ran: check NTP; if the new time is right, restart the server when nobody is answering.',
    },
  ],
]

const unknown: Sentence = {
  vi: 'Máy chủ chưa ghi được vì một lỗi lạ: xem nhật ký của máy chủ.',
  en: 'The server cannot write, for an unknown reason: read its log.',
}
const stopping: Sentence = { vi: 'Máy chủ đang dừng.', en: 'The server is stopping.' }

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : ''
}

/** Whether an error says that nothing could be written: then nothing was acknowledged, and whoever asked may send it again. */
export const cannotWrite = (error: unknown): boolean => faults.some(([said]) => said.test(codeOf(error)))

/** What /readyz says of an error; null: the server is stopping. */
export function unready(error: unknown, language: Language): { ok: false; reason: string; message: string } {
  if (error === null) return { ok: false, reason: 'stopping', message: stopping[language] }
  const found = faults.find(([said]) => said.test(codeOf(error)))
  return { ok: false, reason: found?.[1] ?? 'unknown', message: (found?.[2] ?? unknown)[language] }
}
