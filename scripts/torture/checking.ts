import Database from 'better-sqlite3'
import { copyFileSync } from 'node:fs'
import { sha256 } from '../../server/src/sha256.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { faultsOf, type AttemptBook } from '../simulation/books.ts'
import type { Person } from '../simulation/people.ts'
import type { World } from '../simulation/world.ts'
import { copyOf } from './looking.ts'
import type { StaffBook } from './staff.ts'

export type Acknowledged = { world: World; people: readonly Person[]; staff: StaffBook }
export type Checked = { responses: number; submissions: number; registrations: number; staffActs: number; verified: number }

/** What is kept while no server runs, held against everything that was acknowledged. `books`: the attempts to look up; `keepAs`: where the copy that was read is left, if anywhere. */
export async function checkDisk(dataDir: string, known: Acknowledged, books: readonly AttemptBook[], keepAs?: string): Promise<Checked> {
  const { file, remove } = await copyOf(dataDir)
  try {
    const client = new Database(file)
    const checked = { ...checkBooks(client, known, books), ...checkPeople(client, known), staffActs: checkStaff(client, known) }
    client.close()
    const verified = await verify(file, known.world)
    if (keepAs !== undefined) copyFileSync(file, keepAs)
    return { ...checked, verified }
  } finally {
    remove()
  }
}

function checkBooks(client: Database.Database, { world }: Acknowledged, books: readonly AttemptBook[]): Pick<Checked, 'responses' | 'submissions'> {
  const saved = client.prepare('select position, choice from responses where attempt_id = ?')
  const logged = client.prepare(`select receipt from submission_log where attempt_id = ? and kind = 'submission'`).pluck()
  const kept = client.prepare('select receipt from attempts where id = ?').pluck()
  let [responses, submissions] = [0, 0]
  for (const book of books) {
    const rows = saved.all(book.attemptId) as { position: number; choice: string }[]
    for (const fault of faultsOf(book, new Map(rows.map(({ position, choice }) => [position, JSON.parse(choice) as string[]]))))
      world.troubles.tell(
        fault.kind === 'lost' ? 'an acknowledged answer was lost' : 'an answer that nobody gave',
        `${book.attemptId} question ${fault.position}: ${fault.want} was acknowledged, ${fault.got} is there`,
      )
    responses += new Set(book.taps.filter(({ state }) => state === 'acknowledged').map(({ position }) => position)).size
    const receipts = logged.all(book.attemptId)
    if (receipts.length > 1) world.troubles.tell('a submission was counted twice', book.attemptId)
    if (book.submitted === null) continue
    submissions += 1
    const { receipt } = book.submitted
    if (receipts[0] !== receipt || kept.get(book.attemptId) !== receipt)
      world.troubles.tell('an acknowledged submission was lost', `${book.attemptId} ${receipt}`)
  }
  return { responses, submissions }
}

function checkPeople(client: Database.Database, { world, people }: Acknowledged): Pick<Checked, 'registrations'> {
  const accounts = client.prepare('select count(*) from accounts where login = ?').pluck()
  const attempts = client.prepare(
    `select t.id, t.number, t.started_at as startedAt, t.submitted_at as submittedAt
     from attempts t join accounts a on a.id = t.contestant_id where a.login = ? order by t.number`,
  )
  const begun = new Map<Person, number>()
  for (const { person } of world.books.values()) begun.set(person, (begun.get(person) ?? 0) + 1)
  let registrations = 0
  for (const person of people) {
    const found = Number(accounts.get(person.phone))
    if (found > 1) world.troubles.tell('a person was registered twice', person.phone)
    if (!person.registered) continue
    registrations += 1
    if (found === 0) world.troubles.tell('an acknowledged registration was lost', person.phone)
    const kept = attempts.all(person.phone) as Kept[]
    const known = begun.get(person) ?? 0
    if (kept.length < known) world.troubles.tell('an acknowledged start was lost', `${person.phone}: ${known} begun, ${kept.length} there`)
    for (const attemptId of beside(kept)) world.troubles.tell('an attempt was begun twice', `${person.phone}: ${attemptId} beside the one before it`)
  }
  return { registrations }
}

type Kept = { id: string; number: number; startedAt: number; submittedAt: number | null }

/** A start that nobody heard of may have run out before it was asked for again; but each attempt begins when the one before it is over, and is the next by its number. */
const beside = (kept: readonly Kept[]): string[] =>
  kept
    .filter(({ number, startedAt }, index) => {
      const before = kept[index - 1]
      return number !== index + 1 || (before !== undefined && (before.submittedAt === null || startedAt < before.submittedAt))
    })
    .map(({ id }) => id)

function checkStaff(client: Database.Database, { world, staff }: Acknowledged): number {
  const announced = client.prepare('select count(*) from announcements where title = ?').pluck()
  const voids = client.prepare(`select count(*) from submission_log where attempt_id = ? and kind = 'void'`).pluck()
  const audited = client.prepare(`select count(*) from audit_entries where subject = ? and action = 'voidAttempt'`).pluck()
  const once = (what: string, key: string, found: number): void => {
    if (found !== 1) world.troubles.tell(found === 0 ? `an acknowledged ${what} was lost` : `a ${what} was done twice`, key)
  }
  for (const title of staff.announced) once('announcement', title, Number(announced.get(title)))
  for (const attemptId of staff.voided) {
    once('void', attemptId, Number(voids.get(attemptId)))
    once('audit entry', attemptId, Number(audited.get(attemptId)))
  }
  return staff.announced.size + staff.voided.size
}

/** The log, its chain, the attempts and the boards, recomputed; gives how many lines of the log were read. */
async function verify(file: string, { troubles }: World): Promise<number> {
  const reader = openForProof(file, sha256)
  try {
    const { ledger, head } = await verifyAll(reader, sha256)
    for (const { check, table, key, field } of ledger.faults()) troubles.tell(`npm run verify would name: ${check}`, `${table} ${key} ${field}`)
    return head.seq
  } finally {
    reader.close()
  }
}
