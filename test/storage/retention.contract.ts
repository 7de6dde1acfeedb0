import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyRetention, whatIsDue } from '../../server/src/features/retention/actions.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { openWorld, type Person, type World } from '../http/world.ts'

/** Where the contest is kept, and how it is looked at past our code. */
export type Store = {
  env: Record<string, string>
  everything: (world: World) => Promise<string>
  /** A SQLite file with all of it, to be verified. */
  file: (world: World) => Promise<string>
  end: () => Promise<void>
}

const PERIODS = { months: 24, codeDays: 30 }
const none = { hints: 0, sessions: 0, codes: 0, invitations: 0, drafts: 0, people: 0, unused: 0, rosters: 0, authors: 0, works: 0 }

/** What becomes of people, lists, codes and traces once they are over their time. */
export function describeRetentionContract(name: string, open: () => Promise<Store>): void {
  describe(`retention in ${name}`, () => {
    let store: Store
    let world: World
    let people: Person[]
    let absent: Person
    const NAMES = ['Lò Văn Thử', 'Giàng Thị Mẫu', 'Tẩn A Phàn']

    /** Two sealed rounds, three people who took part, one who never did, a code, an invitation, a list, an appeal's worth of words. */
    beforeAll(async () => {
      store = await open()
      world = await openWorld({}, { env: store.env })
      people = []
      for (const name of NAMES) people.push(await world.contestant('T-A-1', name))
      absent = await world.contestant('T-A-2', 'Vàng Thị Vắng')
      for (const [index, person] of people.entries()) {
        await world.play(person, { right: 2 + index })
        await person.ask('askInquiry', { params: { slug: world.fixture.slug }, body: { body: `Tôi là ${NAMES[index]}, số ${person.phone}` } })
      }
      const [judge, organiser, administrator] = [await world.staff('judge'), await world.staff('organiser'), await world.staff('administrator')]
      await administrator.ask('createInvitation', { body: { role: 'judge', fullName: 'Người Được Mời', reason: 'thêm giám khảo' } })
      await organiser.ask('issueResetCode', { params: { contestantId: absent.id }, body: { reason: 'quên mật khẩu' } })
      const csv = 'Mã,Số điện thoại,Họ tên,Ngày sinh,Đối tượng,Mã đơn vị\nDS1,0977000111,Người Trong Danh Sách,01/02/1980,,T-A-1'
      await organiser.ask('importRoster', {
        params: { slug: world.fixture.slug },
        body: { fileName: 'ds.csv', content: Buffer.from(csv).toString('base64'), reason: 'nạp danh sách' },
      })
      world.clock.set('2021-05-17T00:01:00+07:00')
      for (const roundId of world.fixture.roundIds) await judge.ask('sealRound', { params: { roundId }, body: { reason: 'chốt kỳ thi' } })
      await judge.ask('voidAttempt', {
        params: { attemptId: (await judge.ask('getResults', { params: { roundId: world.roundId } })).rows[2]!.attemptId },
        body: { reason: 'thi hộ người khác' },
      })
      await world.services.projector.catchUp()
    })
    afterAll(async () => {
      await world.end()
      await store.end()
    })

    const due = () => whatIsDue(world.services, PERIODS)
    /** Every row of every table but pictures, as one text. */
    const everything = (): Promise<string> => store.everything(world)
    const faults = async () => {
      const reader = openForProof(await store.file(world), sha256)
      const { ledger } = await verifyAll(reader, sha256)
      reader.close()
      return ledger.faults()
    }
    const ranks = async () => {
      const { rows } = await (await world.staff('judge')).ask('getResults', { params: { roundId: world.roundId } })
      return rows.map(({ rank, score, attemptId }) => [rank, score, attemptId])
    }

    test('what is over its time is counted by kind, and counting changes nothing', async () => {
      expect(await due()).toEqual(none)
      world.clock.set('2021-06-20T00:00:00+07:00')
      const before = await everything()
      // Hints go thirty days after the first seal, codes and links thirty days after they expired.
      expect(await due()).toEqual({ ...none, hints: 6, codes: 1, invitations: 1 })
      expect(await everything()).toBe(before)
      world.clock.set('2023-05-16T23:59:00+07:00')
      expect(await due()).toMatchObject({ people: 0, unused: 0, rosters: 0 })
      world.clock.set('2023-05-17T00:01:00+07:00')
      expect(await due()).toMatchObject({ people: 3, unused: 1, rosters: 1 })
    })

    test('whoever is still signed in somewhere stays', async () => {
      const session = { id: 'phone', accountId: people[0]!.id, browser: 'chrome', system: 'android', beganAt: 1, seenAt: world.clock.now() } as const
      await world.services.storage.sessions.note([{ ...session, expiresAt: world.clock.now() + 1 }])
      expect((await due()).people).toBe(2)
      world.clock.pass(1)
      expect(await due()).toMatchObject({ people: 3, sessions: 1 })
    })

    test('people become nameless; ranks, log and sealed results verify as before; what was done is in the audit trail; a second run finds nothing', async () => {
      const [rankedBefore, headBefore] = [await ranks(), await world.services.storage.log.head()]
      expect(await faults()).toEqual([])
      const done = await applyRetention(world.services, PERIODS)
      expect(done).toEqual({ ...none, hints: done.hints, sessions: 1, codes: 1, invitations: 1, people: 3, unused: 1, rosters: 1 })
      expect(await due()).toEqual(none)
      expect(await applyRetention(world.services, PERIODS)).toEqual(none)

      const left = await everything()
      // Whom staff invited stays in the audit trail, which is about staff.
      const personal = [...NAMES, 'Vàng Thị Vắng', 'Người Trong Danh Sách', '0977000111', ...people.map(({ phone }) => phone), absent.phone]
      expect(personal.filter((text) => left.includes(text))).toEqual([])

      expect([await ranks(), await world.services.storage.log.head()]).toEqual([rankedBefore, headBefore])
      expect(await faults()).toEqual([])
      const board = await world.nobody.ask('getRoundLeaderboard', { params: { roundId: world.roundId } })
      expect(JSON.stringify(board)).not.toContain('đã rút')

      const { rows } = await world.services.storage.audit.list({ page: 1, pageSize: 10, action: 'applyRetention' })
      expect(rows).toMatchObject([{ actor: 'retention', details: { periods: PERIODS, removed: { people: 3, unused: 1, rosters: 1 } } }])
    })
  })
}
