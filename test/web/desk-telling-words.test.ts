import { describe, expect, it, test } from 'vitest'
import { searchesFor } from '../../web/src/desk/rules/telling-words.ts'

describe('a union that someone wrote in is looked for by what tells it from others', () => {
  test.each([
    // written in, looked for one after the other
    ['Công đoàn cơ sở Trường Tiểu học Nậm Cha', ['Tiểu học Nậm Cha', 'học Nậm Cha', 'Tiểu học Nậm', 'Nậm Cha', 'Tiểu học']],
    ['CĐCS Công ty TNHH MTV Hoa Ban', ['Hoa Ban']],
    ['cty cp Trà Than Uyên', ['Trà Than Uyên', 'Than Uyên', 'Trà Than']],
    ['Cđ. Bệnh viện (Sìn Hồ)', ['Bệnh viện Sìn Hồ', 'viện Sìn Hồ', 'Bệnh viện Sìn', 'Sìn Hồ', 'Bệnh viện']],
    ['CĐ trường mầm non xã Tả Tổng', ['mầm non Tả Tổng', 'non Tả Tổng', 'mầm non Tả', 'Tả Tổng', 'mầm non']],
    ['Công ty cổ phần', ['Công ty cổ phần', 'ty cổ phần', 'Công ty cổ', 'cổ phần', 'Công ty']],
    ['  ', []],
  ])('%s', (name, searches) => expect(searchesFor(name)).toEqual(searches))

  it('a name longer than a search may be is cut', () => {
    expect(Math.max(...searchesFor('Ơ'.repeat(200)).map((text) => text.length))).toBe(100)
  })

  it('a name that a phone wrote in parts (NFD) is read alike', () => {
    expect(searchesFor('Công đoàn cơ sở Hoa Ban'.normalize('NFD'))).toEqual(['Hoa Ban'])
  })
})
