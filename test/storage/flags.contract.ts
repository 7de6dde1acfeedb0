import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { finishAttempt, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import type { Flag } from '../../server/src/domain/flags.ts'
import type { FlagFilter } from '../../server/src/ports/flags.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of flags promises: a pass is seen whole or not at all, and verdicts outlive it. */
export function describeFlagsContract(name: string, open: Open): void {
  describe(`flags in ${name}`, () => {
    let opened: Opened
    let roundId: string
    let judgeId: string
    let who: { contestantId: string; attemptId: string }
    beforeEach(async () => {
      opened = await open()
      const fixture = await makeContest(opened.services, { rules: { lateAnswers: 'held' } })
      roundId = fixture.roundIds[0]!
      judgeId = (await makeStaff(opened.services, 'judge')).id
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!, 'Lò Thị Ánh')
      const started = await startAttempt(opened.services, { roundId, contestantId })
      if (!started.ok) throw new Error(started.reason)
      who = { contestantId, attemptId: started.value.id }
      opened.clock.pass(60_000)
      await finishAttempt(opened.services, who.attemptId, 'contestant')
    })
    afterEach(() => opened.end())

    const flags = () => opened.services.storage.flags
    const flag = (id: string, weight: number): Flag => ({
      id,
      kind: 'speed',
      strength: weight >= 1_000 ? 'strong' : 'weak',
      weight,
      people: [who],
      evidence: { kind: 'speed', fast: 1, answered: 1, questions: 1, right: 1, durationMs: 1, readingMs: 2, medianMs: null },
    })
    const pass = (seq = 1, held = 0) => ({ at: opened.clock.now(), seq, held, attempts: 1, leftOut: 0 })
    const every: FlagFilter = { roundId: '', page: 1, pageSize: 100, sort: 'weight', order: 'desc' }
    const ids = async () => (await flags().list({ ...every, roundId })).rows.map(({ id }) => id)
    const close = async () => {
      opened.clock.set('2021-05-10T08:00:00+07:00')
      await opened.services.projector.catchUp()
    }
    const due = () => flags().due(opened.clock.now(), Infinity)
    const judge = (flagIds: string[], verdict: 'dismissed' | null = 'dismissed') =>
      flags().judge(flagIds, (found) => {
        if (found.length !== flagIds.length) return refuse('not-found')
        const now = opened.clock.now()
        const audits = found.map(({ subject }) => ({
          id: opened.services.ids.next(now),
          at: now,
          actorId: judgeId,
          action: 'judgeFlag',
          subject,
          reason: 'đã xem',
        }))
        return accept({ verdict, reason: 'đã xem', actorId: judgeId, at: now, audits })
      })

    it('a round is due when it is over and the boards have counted it, and again when anything moved on', async () => {
      expect(await due()).toEqual([])
      opened.clock.set('2021-05-10T08:00:00+07:00')
      expect(await due()).toEqual([])
      await close()
      expect(await due()).toEqual([roundId])
      const { seq } = await opened.services.storage.log.head()
      await flags().replace(roundId, 'pass 1', pass(seq), [])
      expect(await due()).toEqual([])
      await voidAttempt(opened.services, who.attemptId, judgeId, 'Thi hộ người khác')
      expect(await due()).toEqual([])
      await opened.services.projector.catchUp()
      expect(await due()).toEqual([roundId])
      expect(await flags().due(opened.clock.now(), opened.clock.now())).toEqual([])
      await flags().replace(roundId, 'pass 2', pass(seq + 1), [])
      await opened.services.storage.attempts.holdResponses(who.attemptId, opened.clock.now(), () =>
        accept([{ position: 1, choice: ['a'], tappedAt: 1 }]),
      )
      expect(await due()).toEqual([roundId])
    })

    it('a pass takes the place of the one before whole, however many flags it has', async () => {
      await flags().replace(roundId, 'pass 1', pass(), [flag('a', 1_500), flag('b', 200)])
      expect(await ids()).toEqual(['a', 'b'])
      const many = Array.from({ length: 120 }, (_, index) => flag(`m${String(index).padStart(3, '0')}`, index))
      const seen = new Set<string>()
      let writing = true
      const watch = async () => {
        while (writing) {
          seen.add((await ids()).join().slice(0, 4))
          await new Promise(setImmediate)
        }
      }
      const watching = watch()
      await flags().replace(roundId, 'pass 2', pass(2), many)
      writing = false
      await watching
      expect([...seen].filter((first) => first !== 'a,b' && first !== 'm119')).toEqual([])
      expect((await flags().list({ ...every, roundId })).total).toBe(120)
      expect(await flags().find('a')).toBeNull()
      expect(await opened.dump(['flags', 'flag_people'])).not.toContain('pass 1')
    })

    it('what a killed process left half written is seen by nobody and goes with the next pass', async () => {
      await flags().replace(roundId, 'pass 1', pass(), [flag('a', 1_500)])
      await opened.execute(`insert into flags select 'pass 0', 'x', round_id, kind, strength, weight, evidence from flags`)
      expect(await ids()).toEqual(['a'])
      await flags().replace(roundId, 'pass 2', pass(), [flag('a', 1_500)])
      expect(await opened.dump(['flags'])).not.toContain('pass 0')
    })

    it('a verdict stays with its flag through passes, also one that did not find it', async () => {
      await flags().replace(roundId, 'pass 1', pass(), [flag('a', 1_500), flag('b', 200)])
      expect(await judge(['a'])).toEqual({ ok: true, value: { judged: 1 } })
      await flags().replace(roundId, 'pass 2', pass(), [flag('b', 200)])
      await flags().replace(roundId, 'pass 3', pass(), [flag('a', 1_500), flag('b', 200)])
      expect((await flags().find('a'))?.verdict).toMatchObject({ verdict: 'dismissed', reason: 'đã xem' })
      expect(await flags().counts(roundId)).toEqual([
        { kind: 'speed', strength: 'strong', state: 'dismissed', total: 1 },
        { kind: 'speed', strength: 'weak', state: 'new', total: 1 },
      ])
      await judge(['a'], null)
      expect((await flags().find('a'))?.state).toBe('new')
    })

    it('of several flags all are judged or none', async () => {
      await flags().replace(roundId, 'pass 1', pass(), [flag('a', 1_500)])
      expect(await judge(['a', 'nowhere'])).toEqual({ ok: false, reason: 'not-found' })
      expect((await flags().find('a'))?.verdict).toBeNull()
      const { rows } = await opened.services.storage.audit.list({ page: 1, pageSize: 100 })
      expect(rows.filter(({ action }) => action === 'judgeFlag')).toEqual([])
    })
  })
}
