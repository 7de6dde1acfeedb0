import { describe, expect, it, test } from 'vitest'
import { searchStaff } from '../../web/src/desk/rules/staff-order.ts'
import { deskPeopleEn } from '../../web/src/lib/text/desk-people-en.ts'
import { deskPeopleVi } from '../../web/src/lib/text/desk-people-vi.ts'

const staff = [
  { login: 'canbo', fullName: 'Đỗ Thị Ánh', unionName: 'LĐLĐ huyện Tam Đường' },
  { login: 'giamkhao', fullName: 'Nguyễn Văn Út', unionName: null },
].map((member, index) => ({
  ...member,
  id: String(index),
  role: 'judge' as const,
  unionId: null,
  createdAt: index,
  disabledAt: null,
  secondFactorSince: null,
}))

test.each([
  ['', ['canbo', 'giamkhao']],
  ['do anh', ['canbo']],
  ['TAM DUONG', ['canbo']],
  ['giam', ['giamkhao']],
  ['út đỗ', []],
])('staff searched for “%s”: %j', (search, found) => expect(searchStaff(staff, search).map(({ login }) => login)).toEqual(found))

describe('texts about people', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name]) => name ?? '').sort((a, b) => a.localeCompare(b))
  it('are NFC, not empty, and name the same figures in both languages', () => {
    for (const [key, text] of Object.entries(deskPeopleVi)) {
      expect([key, text.length > 0, text]).toEqual([key, true, text.normalize('NFC')])
      expect([key, placeholders(deskPeopleEn[key as keyof typeof deskPeopleVi])]).toEqual([key, placeholders(text)])
    }
  })
})
