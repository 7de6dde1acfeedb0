import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { RowLikeness } from '../../domain/initiative-likeness.ts'
import { issueAt } from '../import-issues.ts'

/** What somebody should know of a row that has no fault: `sent` whether it says enough to be sent. */
export function rowNotes(line: number, likeness: RowLikeness, sent: boolean): ImportIssue[] {
  if (likeness === 'known')
    return [issueAt(line, 'title', 'initiative-known', 'Sáng kiến này của đơn vị đã có rồi nên bỏ qua. Nếu cần sửa, Anh/Chị mở sáng kiến đã có.')]
  const notes: ImportIssue[] = []
  if (likeness === 'sameTitle') notes.push(issueAt(line, 'title', 'initiative-same-title', `Đã có sáng kiến cùng tên. ${LOOK}`))
  if (likeness === 'nearTitle') notes.push(issueAt(line, 'title', 'initiative-near-title', `Tác giả này đã có sáng kiến gần giống tên. ${LOOK}`))
  if (!sent) notes.push(issueAt(line, 'effect', 'initiative-not-sent', DRAFT))
  return notes
}

const LOOK = 'Anh/Chị xem có phải một sáng kiến không; nếu trùng thì bỏ dòng này.'
const DRAFT = 'Chưa ghi hiệu quả nên vào dạng bản nháp. Anh/Chị ghi thêm ở đây, hoặc mở sáng kiến sau khi nạp rồi gửi.'
