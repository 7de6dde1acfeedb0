import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { canonical, chainHash, GENESIS_HASH } from '../../server/src/domain/receipt.ts'
import { finishAttempt, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import { overwriting, type Open, type Opened } from './opened.ts'

/** What every submission log promises: it only grows, and each entry follows from the one before. */
export function describeLogContract(name: string, open: Open): void {
  describe(`the submission log in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let attemptIds: string[]
    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      attemptIds = []
      for (let index = 0; index < 4; index += 1) attemptIds.push(await submitted())
      await voidAttempt(opened.services, attemptIds[1]!, 'judge', 'Thi hộ người khác')
    })
    afterEach(() => opened.end())

    const log = () => opened.services.storage.log
    const submitted = async (): Promise<string> => {
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      const started = await startAttempt(opened.services, { roundId: fixture.roundIds[0]!, contestantId })
      if (!started.ok) throw new Error(started.reason)
      opened.clock.pass(1_000)
      await finishAttempt(opened.services, started.value.id, 'contestant')
      return started.value.id
    }

    it('numbers its entries from 1 without a gap, each hash following from the one before', async () => {
      const entries = await log().after(0, 100)
      expect(entries.map(({ seq, event }) => [seq, event.kind])).toEqual([
        [1, 'submission'],
        [2, 'submission'],
        [3, 'submission'],
        [4, 'submission'],
        [5, 'void'],
      ])
      let prevHash = GENESIS_HASH
      for (const { seq, at, event, hash, prevHash: named } of entries) {
        expect(named).toBe(prevHash)
        expect(hash).toBe(chainHash(opened.services.sha256, prevHash, { seq, kind: event.kind, at, payload: canonical(event) }))
        prevHash = hash
      }
      expect(await log().head()).toEqual({ seq: 5, hash: prevHash })
    })

    it('verifies whole, in one piece and in small ones', async () => {
      expect(await log().verify(0, 100)).toEqual({ checked: 5, brokenAt: null })
      expect(await log().verify(0, 2)).toEqual({ checked: 2, brokenAt: null })
      expect(await log().verify(2, 2)).toEqual({ checked: 2, brokenAt: null })
      expect(await log().verify(5, 2)).toEqual({ checked: 0, brokenAt: null })
    })

    it('an empty log has the genesis head and verifies', async () => {
      const empty = await open()
      expect(await empty.services.storage.log.head()).toEqual({ seq: 0, hash: GENESIS_HASH })
      expect(await empty.services.storage.log.verify(0, 10)).toEqual({ checked: 0, brokenAt: null })
      await empty.end()
    })

    it('a receipt is found with its entry, and says whether it was voided since', async () => {
      for (const [index, id] of attemptIds.entries()) {
        const receipt = (await opened.services.storage.attempts.find(id))!.outcome!.receipt
        expect(await log().findReceipt(receipt)).toMatchObject({ entry: { seq: index + 1, event: { attemptId: id, receipt } }, voided: index === 1 })
      }
      expect(await log().findReceipt('0000-0000-0000')).toBeNull()
    })

    it('a round’s entries come in order, after a number, up to a limit; another round has none of them', async () => {
      expect((await log().ofRound(fixture.roundIds[0]!, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3])
      expect(await log().ofRound(fixture.roundIds[1]!, 0, 10)).toEqual([])
    })

    test.each([
      ['an update of a payload', `update submission_log set payload = '{}' where seq = 2`],
      ['an update of a moment', 'update submission_log set at = at + 1'],
      ['a delete of the last entry', 'delete from submission_log where seq = 5'],
      ['a delete of everything', 'delete from submission_log'],
      ['a replacement of an entry', overwriting(name, 'submission_log', 'seq', 'select * from submission_log where seq = 3')],
    ])('%s is refused by the database itself', async (_name, statement) => {
      const before = await opened.dump(['submission_log'])
      await expect(opened.execute(statement)).rejects.toThrow('append-only')
      expect(await opened.dump(['submission_log'])).toBe(before)
    })
  })
}
