import { createHash } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { awardCertificateText, certificateCode, certificateText, unknownInCertificate } from '../../server/src/domain/certificate.ts'
import { plainSettings } from '../../server/src/domain/contest.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const contest = (certificate: Partial<typeof plainSettings.certificate> = {}) => ({
  title: 'Bầu cử 2021',
  organiser: 'LĐLĐ tỉnh',
  timeZone: 'Asia/Ho_Chi_Minh',
  settings: { ...plainSettings, certificate: { ...plainSettings.certificate, ...certificate } },
})
const at = Date.parse('2021-05-12T23:30+07:00')
const common = { origin: 'https://thi.example', rehearsal: false }
const completion = (certificate = {}) =>
  certificateText({
    ...common,
    contest: contest(certificate),
    round: { title: 'Kỳ 1' },
    name: 'An',
    union: 'CĐCS',
    receipt: 'AAAA-BBBB-CCCC',
    sealedAt: at,
  })
const prize = { kind: 'person' as const, name: 'An', unionName: 'CĐCS A', unionPath: 'LĐLĐ huyện', title: 'Giải Nhất', divisionName: null }
const award = (changes: Partial<typeof prize> | { kind: 'union'; divisionName: string } = {}, round: string | null = 'Kỳ 1', certificate = {}) =>
  awardCertificateText({ ...common, contest: contest(certificate), round, prize: { ...prize, ...changes }, code: 'AAAA-BBBB-CCCC', at })

describe('the words of a certificate', () => {
  test.each([
    ['completion', completion(), 'đã hoàn thành bài thi Kỳ 1 của cuộc thi trực tuyến', 'CĐCS'],
    ['completion in the organisers’ words', completion({ deed: 'đã dự thi {{round}} ({{ contest }})' }), 'đã dự thi Kỳ 1 (Bầu cử 2021)', 'CĐCS'],
    ['a prize of a round', award(), 'đã đạt Giải Nhất, Kỳ 1 của cuộc thi trực tuyến', 'CĐCS A'],
    ['a prize of the whole contest', award({}, null), 'đã đạt Giải Nhất của cuộc thi trực tuyến', 'CĐCS A'],
    [
      'a union in a division',
      award({ kind: 'union', divisionName: 'Bảng A' }, null),
      'đã đạt Giải Nhất (Bảng A) của cuộc thi trực tuyến',
      'LĐLĐ huyện',
    ],
    ['a prize in the organisers’ words', award({}, null, { prizeDeed: 'đạt {{prize}}, {{round}}' }), 'đạt Giải Nhất, Bầu cử 2021', 'CĐCS A'],
  ])('%s', (_, text, deed, union) => {
    expect([text.deed, text.union, text.dated, text.link]).toEqual([
      deed,
      union,
      'Ngày 12 tháng 05 năm 2021',
      'https://thi.example/chung-nhan?ma=AAAA-BBBB-CCCC',
    ])
  })
  it('has the heading and the signature that the organisers chose, or the usual ones', () => {
    expect([completion().heading, completion().signedBy]).toEqual(['GIẤY CHỨNG NHẬN', 'LĐLĐ tỉnh'])
    const chosen = award({}, null, { heading: 'Giấy khen', signedBy: 'Ban Thường vụ' })
    expect([chosen.heading, chosen.signedBy]).toEqual(['Giấy khen', 'Ban Thường vụ'])
  })
  it('names nothing that nobody knows', () => {
    expect(unknownInCertificate('{{round}} {{prize}} {{ten}} {{ diem }}')).toEqual(['ten', 'diem'])
  })
})

test('a prize has one code, however often it is repeated, and another prize another', () => {
  const scope = { contestId: 'c', roundId: 'r' }
  const line = { group: 'roundPeople' as const, divisionId: null, subjectId: 'an', title: 'Giải Nhất' }
  const code = certificateCode(sha256, scope, line)
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(certificateCode(sha256, scope, { ...line })).toBe(code)
  for (const other of [
    { ...line, title: 'Giải Nhì' },
    { ...line, subjectId: 'binh' },
  ])
    expect(certificateCode(sha256, scope, other)).not.toBe(code)
  expect(certificateCode(sha256, { ...scope, roundId: null }, line)).not.toBe(code)
})
