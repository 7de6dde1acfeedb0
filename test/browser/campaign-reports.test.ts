import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targetsEdition } from '../../server/src/domain/campaign.ts'
import { saveCampaign, saveTargets, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { staffPage } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

const moment = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
/** The officer of a grassroots union, and that of the district above it. */
let below: Page
let above: Page
let address: string
const faults: string[] = []

beforeAll(async () => {
  const clock = handClock('2021-05-12T08:00:00+07:00')
  world = await testApp(clock)
  const { services, app } = world
  const fixture = await makeContest(services, { rules: { prediction: null, tieBreaks: ['score', 'durationMs'] } })
  const by = { actorId: (await makeStaff(services, 'organiser')).id, reason: 'mở đợt thi đua' }
  const contest = { id: fixture.contestId, slug: fixture.slug }
  const days = { opensAt: moment('2021-04-26'), closesAt: moment('2021-05-27'), initiativesCloseAt: moment('2021-06-01') }
  const words = { name: 'Thi đua 30 ngày chào mừng bầu cử', legalBasis: 'Kế hoạch 248/KH-LĐLĐ ngày 26/4/2021', contents: '' }
  await saveCampaign(services, contest, { ...words, ...days, fileNeeded: false, initiativeColumns: [], basedOn: 0 }, by)
  await saveTargets(
    services,
    contest,
    {
      targets: [
        { unionId: fixture.unionIds['T-A-1']!, peerGroup: 'Cụm trường học', initiatives: 3, benefit: 50_000_000, works: null },
        { unionId: fixture.unionIds['T-A-2']!, peerGroup: 'Cụm y tế', initiatives: null, benefit: null, works: 2 },
      ],
      basedOn: targetsEdition(services.sha256, []),
    },
    by,
  )
  await switchCampaign(services, contest, true, by)
  const { id: contestantId } = await makeContestant(services, fixture.unionIds['T-A-1']!, 'Lò Văn Bình')
  const started = await startAttempt(services, { roundId: fixture.roundIds[1]!, contestantId })
  if (!started.ok) throw new Error(started.reason)
  await finishAttempt(services, started.value.id, 'contestant')
  await services.projector.catchUp()
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  address = `${url}/desk/contests/${fixture.slug}/campaign-reports`
  browser = await openBrowser()
  const officer = async (code: string): Promise<Page> => {
    const unionId = fixture.unionIds[code]!
    const { id } = await makeStaff(services, 'officer', unionId)
    return staffPage(browser, { url, token: tokenFor(app, services, { id, role: 'officer', unionId }), faults })
  }
  below = await officer('T-A-1')
  above = await officer('T-A')
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

/** Nothing hard to use on a phone or on a screen, and nothing wider than either. */
async function looksGood(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height })
    const folder = process.env['PICTURES']
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  }
  expect(await axeFaults(page)).toEqual([])
}

test('a report goes up filled in, is returned, sent again and accepted, and the level above sees who is missing and rolls up the rest', async () => {
  await below.goto(address)
  await below.getByRole('button', { name: /☰/ }).click()
  await below.getByRole('link', { name: 'Báo cáo thi đua' }).waitFor()
  await below.getByText('chậm 2 ngày').waitFor()
  await below.getByRole('link', { name: 'Viết báo cáo' }).click()
  await below.getByRole('heading', { name: 'Báo cáo: CĐCS Trường THCS Tả Tổng' }).waitFor()
  await below.getByLabel('Kỳ báo cáo').selectOption({ label: 'Tuần 10/05 – 16/05/2021' })
  await below.getByRole('row', { name: /Người dự thi 1 1/ }).waitFor()
  await below.getByRole('row', { name: /Điểm trung bình chưa niêm phong/ }).waitFor()
  await below.getByRole('row', { name: /Sáng kiến được tính 0 3/ }).waitFor()
  await below.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await below.getByText('Anh/Chị viết vài dòng').waitFor()
  await below.getByLabel('Việc đã làm').fill('- Phát động trong toàn trường.\n- Mỗi tổ có người dự thi.')
  await below.getByText('Thể thức văn bản').click()
  await below.getByLabel('Người ký').fill('Lò Thị Hoa')
  await below.getByRole('button', { name: 'Lưu nháp' }).click()
  await below.getByText('Đã lưu nháp.').waitFor()
  await looksGood(below, 'write')
  await below.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await below.getByRole('dialog').getByRole('button', { name: 'Gửi báo cáo' }).click()
  await below.getByText('Đã gửi báo cáo. Số liệu được chốt').waitFor()
  expect(await below.getByRole('button', { name: 'Trả lại' }).count()).toBe(0)

  await above.goto(`${address}?period=${moment('2021-05-10')}`)
  await above.getByText('1/2 đơn vị đã báo cáo').waitFor()
  expect(await above.getByLabel('Tin nhắc để dán vào Zalo').innerText()).toContain('1. CĐCS Bệnh viện Đa khoa')
  await looksGood(above, 'board')
  await above.getByRole('link', { name: 'Xem báo cáo của CĐCS Trường THCS Tả Tổng' }).click()
  await above.getByRole('button', { name: 'Trả lại' }).click()
  await above.getByLabel('Lý do').fill('thiếu khó khăn, vướng mắc')
  await above.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click()
  await above.getByText('Đã trả lại báo cáo kèm lý do.').waitFor()

  await below.reload()
  await below.getByText('thiếu khó khăn, vướng mắc').first().waitFor()
  await below.getByLabel('Khó khăn, vướng mắc').fill('Mạng yếu ở hai điểm trường.')
  await below.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await below.getByRole('dialog').getByRole('button', { name: 'Gửi báo cáo' }).click()
  await below.getByText('Đã gửi báo cáo. Số liệu được chốt').waitFor()

  await above.reload()
  await above.getByText('Mạng yếu ở hai điểm trường.').waitFor()
  await looksGood(above, 'decide')
  await above.getByRole('button', { name: 'Duyệt' }).click()
  await above.getByText('Đã duyệt báo cáo.').waitFor()

  await above.goto(`${address}?period=${moment('2021-05-10')}`)
  await above.getByRole('link', { name: 'Viết báo cáo' }).click()
  await above.getByRole('columnheader', { name: 'Cộng 1/2 báo cáo' }).waitFor()
  await above.getByLabel('Việc đã làm').fill('Huyện đã kiểm tra hai đơn vị.')
  await above.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await above.getByText('Mới có 1/2 đơn vị trực thuộc gửi báo cáo').waitFor()
  await above.getByRole('dialog').getByRole('button', { name: 'Gửi báo cáo' }).click()
  await above.getByText('Đã gửi báo cáo. Số liệu được chốt').waitFor()
  await looksGood(above, 'roll-up')
  for (const format of ['DOCX', 'PDF', 'XLSX']) {
    const download = above.waitForEvent('download')
    await above.getByRole('link', { name: `Tải ${format}` }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe(`bao-cao-thi-dua-ldld-huyen-a.${format.toLowerCase()}`)
    if (process.env['PICTURES'] !== undefined) await file.saveAs(`${process.env['PICTURES']}/report.${format.toLowerCase()}`)
  }

  await above.getByRole('link', { name: 'Xem báo cáo của CĐCS Trường THCS Tả Tổng' }).click()
  await above.getByRole('button', { name: 'Trả lại' }).click()
  await above.getByLabel('Lý do').fill('ghi lại số người')
  await above.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click()
  await above.getByText('Đã trả lại báo cáo kèm lý do.').waitFor()
  await above.goto(`${address}?period=${moment('2021-05-10')}`)
  await above.getByRole('link', { name: 'Xem báo cáo', exact: true }).click()
  await above.getByText('sau khi báo cáo này được gửi: 1.').waitFor()
  await above.getByText('Anh/Chị đề nghị cấp trên trả lại báo cáo này').waitFor()
  await looksGood(above, 'stale')
  expect(faults).toEqual([])
})
