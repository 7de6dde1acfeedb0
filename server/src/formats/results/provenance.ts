import { roundInWords } from '../../domain/rules-text-round.ts'
import type { AboutRevision } from '../../ports/sealed-reads.ts'
import { decimal, vietnamTime } from '../vietnamese-values.ts'
import { kindWords, isContestantKind } from './results-table.ts'

/** The scope for people. */
export function scopeWords({ scopeName }: Pick<AboutRevision, 'scopeName'>): string {
  if (scopeName === '') return 'Toàn bộ'
  return isContestantKind(scopeName) ? kindWords[scopeName] : scopeName
}

/** Where the figures of a file come from and how anybody checks them, a label and its value a row. */
export function provenanceRows(about: AboutRevision): [label: string, value: string][] {
  return [
    ['Cuộc thi', about.contest],
    ['Đơn vị tổ chức', about.organiser],
    ['Kỳ thi', about.round],
    ['Lần chốt kết quả', decimal(about.revision)],
    ['Phạm vi của tệp', scopeWords(about)],
    ['Số dòng trong phạm vi', decimal(about.rows)],
    ['Chốt lúc', `${vietnamTime(about.sealedAt)} (giờ Việt Nam)`],
    ['Người chốt', about.sealedBy],
    ['Lý do chốt', about.reason],
    ['Số người dự thi', decimal(about.people)],
    ['Số lượt thi', decimal(about.attempts)],
    ['Số người đúng hết', decimal(about.allCorrectCount)],
    ['Đáp số câu dự đoán', about.predictionTarget === null ? 'Không có câu dự đoán' : decimal(about.predictionTarget)],
    ['Sổ nhận bài: dòng cuối', decimal(about.chainSeq)],
    ['Sổ nhận bài: mã băm cuối', about.chainHash],
    ['Mã băm kết quả (SHA-256)', about.resultsHash],
    ['Người đã xoá danh tính', decimal(about.erased)],
    [
      'Cách tự kiểm tra',
      'Tải sổ nhận bài ở trang “Sổ nhận bài”, rồi chạy npm run verify -- --log TỆP: chuỗi băm, hạng và mã băm kết quả được tính lại từ sổ và phải trùng với các dòng trên. Cùng một lần chốt, phạm vi và dạng tệp luôn cho đúng từng byte như nhau.',
    ],
  ]
}

/** The rules of the round in words, a sentence a row. */
export const ruleRows = ({ rules }: AboutRevision): [number: number, sentence: string][] =>
  roundInWords(rules).map(({ vi }, index) => [index + 1, vi])
