import type { ReportState } from '@hoithi/shared/contracts/campaign-reports'

const words: Record<ReportState, string> = { draft: 'Đang soạn', sent: 'Đã gửi', returned: 'Bị trả lại', accepted: 'Đã duyệt' }

/** What a report's state is called; null: nothing written yet. */
export const reportStateWords = (state: ReportState | null): string => (state === null ? 'Chưa có' : words[state])
