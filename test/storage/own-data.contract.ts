import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import type { SeenSession } from '../../server/src/ports/sessions.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store promises of a person's own data: it goes when it must, and nothing else does. */
export function describeOwnDataContract(name: string, open: Open): void {
  describe(`own data in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let who: { id: string; phone: string }
    const NAME = 'Giàng A Rút Lui'
    const kept = () => opened.services.storage.ownData
    const audit = (action: string, subject: string, details?: unknown) => {
      const now = opened.clock.now()
      return {
        id: opened.services.ids.next(now),
        at: now,
        actorId: who.id,
        action,
        subject,
        reason: 'thử',
        ...(details === undefined ? {} : { details }),
      }
    }
    const leave = (how: 'delete' | 'close') => kept().withdraw(who.id, () => accept({ how, audit: audit('withdrawConsent', who.id) }))
    const play = async (round: number) => {
      const { services } = opened
      const started = await startAttempt(services, { roundId: fixture.roundIds[round]!, contestantId: who.id })
      if (!started.ok) throw new Error(started.reason)
      return started.value.id
    }
    const everything = [
      'accounts',
      'contestants',
      'roster_entries',
      'inquiries',
      'audit_entries',
      'account_sessions',
      'reset_codes',
      'submission_log',
    ]

    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      who = await makeContestant(opened.services, fixture.unionIds['T-A-1']!, NAME)
      const { storage } = opened.services
      await storage.audit.append(audit('correctContestant', who.phone, { before: { fullName: NAME }, after: { fullName: NAME } }))
      const asked = {
        id: 'i-1',
        contestId: fixture.contestId,
        contestantId: who.id,
        askedAt: 1,
        body: `Tôi là ${NAME}, số ${who.phone}`,
        wantedUnionId: null,
      }
      await storage.inquiries.ask(asked, () => accept({ ask: asked }))
      await storage.audit.append({ ...audit('answerInquiry', 'i-1', { before: null, after: `Chào ${NAME}` }), reason: `Chào ${NAME}` })
    })
    afterEach(() => opened.end())

    it('a refused withdrawal writes nothing', async () => {
      const before = await opened.dump(everything)
      expect(await kept().withdraw(who.id, () => refuse('wrong-password'))).toEqual({ ok: false, reason: 'wrong-password' })
      expect(await opened.dump(everything)).toBe(before)
    })

    it('somebody who only practised leaves nothing but an id in the audit trail, and is no account any more', async () => {
      await opened.execute(`update rounds set practice = true where id = '${fixture.roundIds[0]}'`)
      const [attemptId, startedAt] = ['practice-1', opened.clock.now()]
      await opened.services.storage.attempts.start({ roundId: fixture.roundIds[0]!, contestantId: who.id }, () =>
        accept({ start: { id: attemptId, number: 1, startedAt, deadlineAt: startedAt + 1_000, seed: '00', bankVersion: 1, extraMs: 0, paper: [] } }),
      )
      await finishAttempt(opened.services, attemptId, 'contestant')
      let attempts = -1
      await kept().withdraw(who.id, (leaving) => {
        attempts = leaving?.attempts ?? -1
        return accept({ how: 'delete', audit: audit('deleteOwnAccount', who.id) })
      })
      expect(attempts).toBe(0)
      const left = await opened.dump([...everything, 'attempts', 'responses'])
      expect([NAME, who.phone, attemptId].filter((word) => left.includes(word))).toEqual([])
      expect(await opened.services.storage.accounts.profile(who.id)).toBeNull()
      expect((await opened.services.storage.accounts.sessionGates()).get(who.id)).toBe(Number.POSITIVE_INFINITY)
    })

    it('an erasure is due when every attempt has ended and its round is sealed, or long closed; it is done once', async () => {
      const attemptId = await play(0)
      await leave('close')
      const due = (unsealedBefore = 0) => kept().dueErasures(unsealedBefore, 10)
      const { closesAt } = (await opened.services.storage.contests.round(fixture.roundIds[0]!))!.round
      expect([await due(), await due(closesAt + 1)]).toEqual([[], []])
      await finishAttempt(opened.services, attemptId, 'contestant')
      expect([await due(), await due(closesAt), await due(closesAt + 1)]).toEqual([[], [], [who.id]])
      await opened.execute(`update rounds set sealed_revision = 1 where id = '${fixture.roundIds[0]}'`)
      expect(await due()).toEqual([who.id])
      const log = await opened.dump(['submission_log'])
      const erase = () => kept().erase(who.id, audit('eraseContestant', who.id))
      expect([await erase(), await erase()]).toEqual([true, false])
      expect(await due()).toEqual([])
      expect(await opened.dump(['submission_log'])).toBe(log)
      const left = await opened.dump(everything)
      expect([NAME, who.phone].filter((word) => left.includes(word))).toEqual([])
      expect((await opened.services.storage.attempts.find(attemptId))?.contestantId).toBe(who.id)
    })

    it('nobody is erased who has not left', async () => {
      expect(await kept().erase(who.id, audit('eraseContestant', who.id))).toBe(false)
      expect(await opened.services.storage.accounts.findByLogin(who.phone)).toMatchObject({ fullName: NAME })
    })

    it.each<[what: string, statement: () => string]>([
      ['of somebody who is not erased', () => `update audit_entries set subject = '${who.id}', details = null where action = 'correctContestant'`],
      ['who did it', () => `update audit_entries set subject = 'gone', details = null, actor_id = 'x' where action = 'correctContestant'`],
      ['what was done', () => `update audit_entries set subject = 'gone', details = null, action = 'x' where action = 'correctContestant'`],
      ['other words in place of the details', () => `update audit_entries set subject = 'gone', details = '"x"' where action = 'correctContestant'`],
    ])('an audit entry stays as it is: %s', async (_what, statement) => {
      await opened.execute(`insert into erasures values ('gone', 1)`)
      await expect(opened.execute(statement())).rejects.toThrow(/append-only/)
    })

    it('a session is noted once, its latest sight wins, and only its owner ends it', async () => {
      const { sessions } = opened.services.storage
      const now = opened.clock.now()
      const session: SeenSession = {
        id: 's-1',
        accountId: who.id,
        browser: 'zalo',
        system: 'android',
        beganAt: now,
        seenAt: now,
        expiresAt: now + 10_000,
      }
      await sessions.note([session, { ...session, seenAt: now + 500 }, { ...session, id: 's-2', seenAt: now + 100 }])
      await sessions.note([{ ...session, seenAt: now + 200 }])
      expect((await sessions.ofAccount(who.id, now)).map(({ id, seenAt }) => [id, seenAt - now])).toEqual([
        ['s-1', 500],
        ['s-2', 100],
      ])
      expect(await sessions.ofAccount(who.id, now + 10_000)).toEqual([])
      expect(await sessions.end('somebody else', 's-1', now)).toEqual({ ok: false, reason: 'not-found' })
      expect(await sessions.end(who.id, 's-1', now)).toMatchObject({ ok: true, value: { id: 's-1' } })
      expect([...(await opened.services.storage.accounts.revokedSessions(now)).keys()]).toEqual(['s-1'])
      expect(await sessions.endAll(who.id, now + 1)).toMatchObject({ ok: true, value: { sessionsFrom: now + 1 } })
      await sessions.note([{ ...session, id: 's-3' }])
      expect(await sessions.ofAccount(who.id, now)).toEqual([])
    })
  })
}
