import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { InitiativeLikeness } from '@hoithi/shared/contracts/initiatives'
import { issueAt } from '../import-issues.ts'

/** A row of what is there already. */
export const knownInitiative = (line: number): ImportIssue =>
  issueAt(line, 'title', 'initiative-known', 'Sáng kiến này của đơn vị đã có rồi nên bỏ qua. Nếu cần sửa, Anh/Chị mở sáng kiến đã có.')

/** What somebody should know of a row that is loaded: `sent` whether it says enough to be sent. */
export function rowNotes(line: number, likeness: InitiativeLikeness | null, sent: boolean): ImportIssue[] {
  const notes: ImportIssue[] = []
  if (likeness === 'sameTitle') notes.push(issueAt(line, 'title', 'initiative-same-title', `Đã có sáng kiến cùng tên. ${LOOK}`))
  if (likeness === 'nearTitle') notes.push(issueAt(line, 'title', 'initiative-near-title', `Tác giả này đã có sáng kiến gần giống tên. ${LOOK}`))
  if (!sent) notes.push(issueAt(line, 'effect', 'initiative-not-sent', DRAFT))
  return notes
}

const LOOK = 'Nếu trùng, Anh/Chị bỏ dòng này; nếu sáng kiến kia ở đơn vị Anh/Chị không xem được thì hỏi công đoàn cấp trên.'
const DRAFT = 'Chưa ghi hiệu quả nên vào dạng bản nháp. Anh/Chị ghi thêm ở đây, hoặc mở sáng kiến sau khi nạp rồi gửi.'
