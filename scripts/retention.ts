import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compose } from '../server/src/compose.ts'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import type { Bilingual } from '../server/src/domain/bilingual.ts'
import { retentionKinds, type RetentionKind } from '../server/src/domain/retention.ts'
import { applyRetention, whatIsDue } from '../server/src/features/retention/actions.ts'
import { root } from './setup.mjs'

// `npm run retention -- --dry-run`: how much of DATA_DIR is over its time; without --dry-run it goes, and cannot come back but from a copy.
// `--lang vi|en`, `--json`. It may run beside the server. Periods: RETAIN_MONTHS, RETAIN_CODE_DAYS.

const words: Record<RetentionKind, Bilingual> = {
  hints: { vi: 'dấu vết thiết bị, đường truyền (đã băm)', en: 'hints of devices and lines (hashes)' },
  sessions: { vi: 'phiên đăng nhập đã hết hạn', en: 'sessions that ended' },
  codes: { vi: 'mã đặt lại mật khẩu đã hết hạn', en: 'codes for new passwords that expired' },
  invitations: { vi: 'lời mời điều hành không dùng', en: 'invitations that nobody used' },
  drafts: { vi: 'tệp câu hỏi đọc mà không nạp', en: 'question files that were never loaded' },
  people: { vi: 'thí sinh của cuộc thi đã xong từ lâu (ẩn danh)', en: 'contestants of contests long final (made nameless)' },
  unused: { vi: 'tài khoản chưa dự thi lần nào (xoá hẳn)', en: 'accounts that never took part (deleted)' },
  rosters: { vi: 'dòng danh sách dự thi không ai nhận', en: 'list entries that nobody claimed' },
  authors: { vi: 'sáng kiến còn tên tác giả hoặc tệp quyết định', en: 'initiatives with names of authors or the file of a decision' },
  works: { vi: 'công trình, phần việc còn ảnh hoặc người thực hiện', en: 'works with photos or who carried them out' },
}

class NothingDone extends Error {}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, lang: { type: 'string', default: 'vi' } },
  })
  const language: keyof Bilingual = values.lang === 'en' ? 'en' : 'vi'
  const config = readConfig(process.env, root)
  if (config.database === null && !existsSync(join(config.dataDir, 'hoithi.sqlite')))
    throw new NothingDone(`there is no database in ${config.dataDir}`)
  const services = await compose(config)
  try {
    const counts = values['dry-run'] ? await whatIsDue(services, config.retention) : await applyRetention(services, config.retention)
    if (values.json) console.log(JSON.stringify({ dryRun: values['dry-run'], periods: config.retention, counts }, null, 2))
    else console.log(linesOf(counts, values['dry-run'], config.retention.months, language).join('\n'))
  } finally {
    await services.storage.close()
  }
}

function linesOf(counts: Record<RetentionKind, number>, dryRun: boolean, months: number, language: keyof Bilingual): string[] {
  const head: Bilingual = dryRun
    ? {
        vi: `Đã hết thời hạn lưu (thử, chưa xoá gì; cuộc thi giữ ${months} tháng):`,
        en: `Over its time (dry run, nothing changed; contests stay ${months} months):`,
      }
    : { vi: 'Đã xoá hoặc ẩn danh:', en: 'Removed or made nameless:' }
  const none: Bilingual = { vi: 'Không có gì hết thời hạn.', en: 'Nothing is over its time.' }
  const rows = retentionKinds.filter((kind) => counts[kind] > 0)
  return rows.length === 0
    ? [none[language]]
    : [head[language], ...rows.map((kind) => `${String(counts[kind]).padStart(9)}  ${words[kind][language]}`)]
}

try {
  await run()
} catch (error) {
  const wrongOption = error instanceof TypeError && 'code' in error
  if (!(error instanceof NothingDone || error instanceof WrongConfiguration || wrongOption)) throw error
  console.error(`Nothing was done: ${error.message}.`.replace(/\.\.$/, '.'))
  process.exitCode = 1
}
