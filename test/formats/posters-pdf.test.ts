import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import type { PosterUnion } from '../../server/src/domain/posters.ts'
import { postersPdf } from '../../server/src/formats/posters/posters-pdf.ts'
import { qrOf, qrPath } from '../../server/src/formats/pdf/qr.ts'
import { readPdf } from './read-pdf.ts'
import { scannedLink } from './read-poster.ts'

const { resolve } = createRequire(new URL('../../server/package.json', import.meta.url))
const font = (name: string) => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`))
const fonts = { regular: font('400Regular'), semiBold: font('600SemiBold'), bold: font('700Bold') }

const text = {
  title: 'CNVCLĐ với ngày hội của toàn dân',
  organiser: 'Liên đoàn Lao động tỉnh Lai Châu',
  period: 'Từ ngày 23/04/2021 đến hết ngày 23/05/2021',
  steps: [
    { title: 'Quét mã', text: 'Đưa máy ảnh vào mã.' },
    { title: 'Đăng ký một lần', text: 'Điền họ tên.' },
    { title: 'Vào thi', text: 'Bấm “Nộp bài”.' },
  ],
}
const union = (changes: Partial<PosterUnion> = {}): PosterUnion => ({ id: 'u', code: 'LC-1', name: 'CĐCS Nậm Nhùn', path: 'LĐLĐ tỉnh', ...changes })

async function pagesOf(unions: PosterUnion[], changes: Partial<typeof text> = {}) {
  const pieces: Uint8Array[] = []
  for await (const piece of postersPdf(fonts, { text: { ...text, ...changes }, origin: 'https://thi.example', unions, at: 0 })) pieces.push(piece)
  return { pages: readPdf(Buffer.concat(pieces)), pieces }
}
/** A poster's words in reading order, lines joined. */
const wordsOf = async (...asked: Parameters<typeof pagesOf>) => (await pagesOf(...asked)).pages.map((page) => page.text.replace(/\n/g, ' '))

describe('a poster', () => {
  test('says who asks, to what, when, for which union, and how, with every Vietnamese letter', async () => {
    const [words = ''] = await wordsOf([union({ name: 'CĐCS Trường PTDTBT Tiểu học Nậm Ngũ – Ưỡn Ậm Ỷ Ợ Ễ' })])
    expect(words).toContain('LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU')
    expect(words).toContain('CNVCLĐ với ngày hội của toàn dân')
    expect(words).toContain('Từ ngày 23/04/2021 đến hết ngày 23/05/2021')
    expect(words).toContain('LĐLĐ tỉnh CĐCS Trường PTDTBT Tiểu học Nậm Ngũ – Ưỡn Ậm Ỷ Ợ Ễ')
    expect(words).toContain('thi.example/u/LC-1')
    expect(words).toContain('1 Quét mã Đưa máy ảnh vào mã. 2 Đăng ký một lần Điền họ tên. 3 Vào thi Bấm “Nộp bài”.')
  })

  test('letters that come apart (NFD, as Excel for Mac saves them) are put together', async () => {
    const [words] = await wordsOf([union({ name: 'CĐCS Nậm Nhùn'.normalize('NFD') })])
    expect(words).toContain('CĐCS Nậm Nhùn')
  })

  test.each([
    ['no upper union', union({ path: '' }), 'Đơn vị CĐCS Nậm Nhùn'],
    ['a very long name ends in …', union({ name: 'Công đoàn cơ sở '.repeat(60).trim() }), '…'],
    ['a name without a space is broken', union({ name: 'Ư'.repeat(90) }), 'ƯƯƯ'],
  ])('%s', async (_, one, holds) => {
    const [words] = await wordsOf([one])
    expect(words).toContain(holds)
  })

  test.each([
    ['a short code', 'A'],
    ['a usual code', 'LC-TPLC-001'],
    ['a code with marks and signs', 'CĐCS/Số 1?#%'],
    ['the longest code', 'ABCDEFGHIJ'.repeat(6)],
  ])('a phone reads the link of %s', async (_, code) => {
    const { pages } = await pagesOf([union({ code })])
    expect(pages.map(scannedLink)).toEqual([`https://thi.example/u/${encodeURIComponent(code)}`])
  })
})

test('a file of many: a page each in the order of the tree, each with its own link, handed out page by page', async () => {
  const codes = Array.from({ length: 25 }, (_, index) => `X-${index + 1}`)
  const unions = codes.map((code) => union({ id: code, code, name: `CĐCS số ${code.slice(2)}` })).reverse()
  const { pages, pieces } = await pagesOf(unions)
  expect(pages.map(scannedLink)).toEqual(codes.map((code) => `https://thi.example/u/${code}`))
  for (const [index, page] of pages.entries()) expect(page.text).toContain(`CĐCS số ${index + 1}\n`)
  expect(pieces.length).toBeGreaterThanOrEqual(25)
  // The fonts come once, at the end: a page more costs a few kilobytes.
  expect(Math.max(...pieces.slice(0, -1).map(({ length }) => length))).toBeLessThan(10_000)
})

test('the path of the desk’s picture draws the same modules', () => {
  const qr = qrOf('https://thi.example/u/LC-1')
  const drawn = [...qrPath(qr).matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map(([, x, y, width, back]) => {
    expect(back).toBe(width)
    return { x: Number(x), y: Number(y), width: Number(width) }
  })
  expect(drawn).toEqual(qr.runs)
})
