import { createHash } from 'node:crypto'
import { isPostgres } from '../../server/src/domain/store-at.ts'
import { scratchCopy } from '../../server/src/storage/scratch-copy.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { verifyCopy } from '../../server/src/storage/verify-copy.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { loadPack } from '../contest-pack.ts'
import { inventPeople } from '../crowd-people.ts'
import { randomOf } from '../simulation/people.ts'
import { PACK, packWindows } from '../simulation/stage.ts'
import { playSteps, roundSteps, type Contestant } from './crowd.ts'
import { judgeSteps, organiserSteps, publicFiles, type Desks, type WrittenFile } from './desk.ts'
import { openStand, type Line, type Side, type Stand } from './stand.ts'

export type SameOptions = { seed: string; people: number; rounds: number }
type Played = { transcript: Line[]; files: WrittenFile[] }

export type SameReport = {
  same: boolean
  seed: string
  people: number
  requests: { name: string; status: number; count: number }[]
  files: { name: string; bytes: number; sha256: string; same: boolean }[]
  tables: { name: string; rows: number; sha256: string }[]
  head: { seq: number; hash: string }
  boards: number
  /** What is not the same, or wrong by itself; the first few of each kind. */
  differences: string[]
}

const DAY_MS = 86_400_000
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

async function makeDesks({ services, session }: Stand): Promise<Desks> {
  const { storage, ids, clock } = services
  const now = clock.now()
  const desk = async (role: 'organiser' | 'judge'): Promise<string> => {
    const account = { id: ids.next(now), login: role, role, fullName: role, passwordHash: 'nobody may log in', unionId: null, createdAt: now }
    const audit = { id: ids.next(now), at: now, actorId: 'setup', action: 'createStaff', subject: role, reason: 'so hai kho dữ liệu' }
    const made = await storage.accounts.createStaff(account, audit)
    if (!made.ok) throw new Error(`the ${role} was refused: ${made.reason}`)
    return session(account)
  }
  return { organiser: await desk('organiser'), judge: await desk('judge') }
}

async function makePeople({ services, session }: Stand, { seed, people }: SameOptions, consentVersion: string): Promise<Contestant[]> {
  const { storage, clock } = services
  const now = clock.now()
  const made: Contestant[] = []
  for (const { id, phone, fullName, unionId, birthDate, contestantKind, skill } of await inventPeople(services, randomOf(seed, 'people'), people)) {
    const account = { id, login: phone, role: 'contestant' as const, fullName, passwordHash: 'nobody may log in', unionId, createdAt: now }
    const registered = await storage.accounts.register(account, { phone, birthDate, contestantKind, unionId, consentVersion, consentAt: now })
    if (!registered.ok) throw new Error(`a registration was refused: ${registered.reason}`)
    made.push({ id, skill, token: session({ id, role: 'contestant', unionId }) })
  }
  return made
}

/** The pack played on one store by a crowd that follows from the seed, request after request, under a clock and with chance that follow from it too. */
async function playOn(side: Side, options: SameOptions): Promise<Played> {
  const opensAt = packWindows()[0]?.opensAt ?? 0
  const stand = await openStand(side, { seed: options.seed, at: opensAt - DAY_MS })
  try {
    const { contest, rounds } = await loadPack(PACK, stand.services)
    const desks = await makeDesks(stand)
    const people = await makePeople(stand, options, contest.consent.version)
    const [first] = people
    if (first === undefined) throw new Error('nobody came')
    const files: WrittenFile[] = []
    // The next round opens while the one before it is judged.
    const steps = rounds
      .slice(0, options.rounds)
      .flatMap((round) => [
        ...organiserSteps(round, contest.slug, first, desks),
        ...roundSteps(round, people, options.seed),
        ...judgeSteps(round, desks, files),
      ])
    await playSteps(stand, steps)
    files.push(...(await publicFiles(stand, desks)))
    return { transcript: stand.transcript, files }
  } finally {
    await stand.close()
  }
}

/** The same contest on two stores, and everything held side by side: every reply, every file, every row of every table, the chain, and the proof of each. */
export async function playOnBoth([one, other]: readonly [Side, Side], options: SameOptions): Promise<SameReport> {
  const played = await playOn(one, options)
  const again = await playOn(other, options)
  const differences = [...repliesApart(played.transcript, again.transcript)]
  const files = played.files.map(({ name, bytes }, index) => {
    const there = again.files[index]
    const same = there !== undefined && there.name === name && bytes.equals(there.bytes)
    if (!same) differences.push(`the file ${name} is not the same`)
    return { name, bytes: bytes.length, sha256: digest(bytes), same }
  })
  if (again.files.length !== played.files.length) differences.push('not as many files')
  const check = await verifyCopy(one.store, other.store)
  differences.push(...check.differences.map(({ table, key, what }) => `${table} ${key} ${what}`))
  for (const side of [one, other]) differences.push(...(await faultsOn(side)))
  return {
    same: differences.length === 0,
    seed: options.seed,
    people: options.people,
    requests: countsOf(played.transcript),
    files,
    tables: check.tables.filter(({ rows }) => rows > 0),
    head: check.head,
    boards: check.boards,
    differences,
  }
}

/** The first reply that is another one: whatever comes after it may follow from it. */
function repliesApart(one: readonly Line[], other: readonly Line[]): string[] {
  const at = one.findIndex((line, index) => JSON.stringify(line) !== JSON.stringify(other[index]))
  if (at === -1) return one.length === other.length ? [] : ['not as many requests']
  const [here, there] = [one[at], other[at]]
  const told = (line: Line | undefined): string => (line === undefined ? 'nothing' : `${line.name} ${line.status} ${line.reply.slice(0, 12)}`)
  return [`request ${at + 1} of ${one.length}: ${told(here)}, then ${told(there)}`]
}

function countsOf(transcript: readonly Line[]): SameReport['requests'] {
  const counts = new Map<string, SameReport['requests'][number]>()
  for (const { name, status } of transcript) {
    const key = `${name} ${status}`
    const known = counts.get(key) ?? { name, status, count: 0 }
    counts.set(key, known)
    known.count += 1
  }
  return [...counts.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.status - b.status))
}

/** What `npm run verify` would name. */
async function faultsOn({ name, store }: Side): Promise<string[]> {
  const copy = isPostgres(store) ? await scratchCopy(store) : { file: store, remove: () => undefined }
  const reader = openForProof(copy.file, sha256)
  try {
    const { ledger } = await verifyAll(reader, sha256)
    return ledger.faults().map(({ check, table, key, field }) => `on ${name} npm run verify would name: ${check} ${table} ${key} ${field}`)
  } finally {
    reader.close()
    copy.remove()
  }
}
