import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { AuditFilter } from '../../server/src/ports/audit.ts'
import { makeStaff } from '../support/contest.ts'
import { overwriting, type Open, type Opened } from './opened.ts'

/** What every audit trail promises: it only grows. */
export function describeAuditContract(name: string, open: Open): void {
  describe(`the audit trail in ${name}`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
      const { id } = await makeStaff(opened.services, 'judge')
      for (let index = 0; index < 5; index += 1) {
        opened.clock.pass(1_000)
        await opened.services.storage.audit.append({
          id: opened.services.ids.next(opened.clock.now()),
          at: opened.clock.now(),
          actorId: id,
          action: index === 4 ? 'other' : 'act',
          subject: `s${index}`,
          reason: 'vì thử',
        })
      }
    })
    afterAll(() => opened.end())

    it('lists the newest first, by page, with the actor’s login', async () => {
      const page = await opened.services.storage.audit.list({ page: 1, pageSize: 2 })
      expect(page).toMatchObject({ total: 6, rows: [{ subject: 's4' }, { subject: 's3' }] })
      expect(page.rows[0]?.actor).toMatch(/^judge-/)
      expect((await opened.services.storage.audit.list({ page: 2, pageSize: 2 })).rows.map(({ subject }) => subject)).toEqual(['s2', 's1'])
    })

    test.each<[AuditFilter, string[]]>([
      [{ action: 'other' }, ['s4']],
      [{ action: 'nothing like it' }, []],
      [{ search: 'S2' }, ['s2']],
      [{ search: 'vì thử', action: 'act' }, ['s0', 's1', 's2', 's3']],
      [{ search: '%' }, ['s0', 's1', 's2', 's3', 's4']],
    ])('%j finds %j', async (filter, subjects) => {
      const { rows, total } = await opened.services.storage.audit.list({ page: 1, pageSize: 10, order: 'asc', ...filter })
      const found = rows.map(({ subject }) => subject).filter((subject) => /^s\d$/.test(subject))
      expect(found).toEqual(subjects)
      expect(total).toBe(rows.length)
    })

    it('finds what was done from one moment on and before another', async () => {
      const { audit } = opened.services.storage
      const all = (await audit.list({ page: 1, pageSize: 10, order: 'asc' })).rows
      const [fromAt, untilAt] = [all.at(-3)!.at, all.at(-1)!.at]
      const { rows } = await audit.list({ page: 1, pageSize: 10, order: 'asc', fromAt, untilAt })
      expect(rows.map(({ subject }) => subject)).toEqual(['s2', 's3'])
      expect(await audit.actions()).toEqual(['act', 'createStaff', 'other'])
    })

    test.each([
      ['a changed reason', `update audit_entries set reason = 'khác'`],
      ['one entry away', `delete from audit_entries where subject = 's2'`],
      ['all entries away', 'delete from audit_entries'],
      ['every entry replaced', overwriting(name, 'audit_entries', 'id', 'select * from audit_entries')],
    ])('%s is refused by the database itself', async (_name, statement) => {
      const before = await opened.dump(['audit_entries'])
      await expect(opened.execute(statement)).rejects.toThrow('append-only')
      expect(await opened.dump(['audit_entries'])).toBe(before)
    })
  })
}
