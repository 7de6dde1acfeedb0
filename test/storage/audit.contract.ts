import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { makeStaff } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

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
          action: 'act',
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

    test.each([
      ['a changed reason', `update audit_entries set reason = 'khác'`],
      ['one entry away', `delete from audit_entries where subject = 's2'`],
      ['all entries away', 'delete from audit_entries'],
      ['every entry replaced', 'insert or replace into audit_entries select * from audit_entries'],
    ])('%s is refused by the database itself', async (_name, statement) => {
      const before = await opened.dump(['audit_entries'])
      await expect(opened.execute(statement)).rejects.toThrow('append-only')
      expect(await opened.dump(['audit_entries'])).toBe(before)
    })
  })
}
