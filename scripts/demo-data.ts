import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startAttempt, finishAttempt, saveResponses } from '../server/src/features/attempts/actions.ts'
import { compose } from '../server/src/compose.ts'
import { readConfig } from '../server/src/config.ts'
import type { Role } from '@hoithi/shared/contracts/common'
import { Unusable } from '../server/src/domain/unusable.ts'
import { whyNot } from '../server/src/opening.ts'
import type { Actor } from '../server/src/domain/access.ts'
import type { Services } from '../server/src/services.ts'
import { loadPack } from './contest-pack.ts'
import { playCampaign } from './demo-campaign.ts'
import { playCases } from './demo-cases.ts'
import { playReports } from './demo-reports.ts'
import { playWorks } from './demo-works.ts'
import { playCommendation } from './demo-commendation.ts'
import { playCrowd } from './crowd.ts'
import { sampleLogins, SAMPLE_PASSWORD } from './demo-logins.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const PACK = fileURLToPath(new URL('contest-packs/cnvcld-ngay-hoi-2021', import.meta.url))
const SLUG = 'cnvcld-ngay-hoi-2021'
/** Earlier contestants; the browser test is content with fewer. */
const PEOPLE = Number(process.env['DEMO_PEOPLE'] ?? 2_400)

/** Fill the demo's data folder once: the pack, the sample accounts, and a crowd up to the moment at which the rehearsal starts. */
async function fill(): Promise<void> {
  const config = readConfig(process.env, root)
  if (config.clockStart === null) throw new Error('the demo needs CLOCK_START')
  const until = config.clockStart
  // The mark stands while the demo is being filled: a start that finds it begins anew, since the last one was cut off half-way.
  const mark = join(config.dataDir, '.filling')
  if (existsSync(mark) && config.database !== null)
    throw new Unusable(
      'the last start was cut off while it filled the database: make an empty one (dropdb, createdb), remove data/demo, and start again',
    )
  if (existsSync(mark)) for (const end of ['', '-wal', '-shm']) rmSync(join(config.dataDir, `hoithi.sqlite${end}`), { force: true })
  const services = await compose(config, { now: () => until, rehearsal: true })
  if ((await services.storage.contests.find(SLUG)) === null) {
    writeFileSync(mark, '')
    const loaded = await loadPack(PACK, services)
    console.log(`Loaded ${loaded.unions} unions and ${loaded.questions} questions (${loaded.drafts} drafts).`)
    await makeLogins(services, loaded.contest.consent.version)
    const crowd = await playCrowd(services, {
      seed: '2021052320210523202105232021abcd',
      people: PEOPLE,
      until,
      contestId: loaded.contest.id,
      consentVersion: loaded.contest.consent.version,
    })
    const over = (await services.storage.contests.rounds(loaded.contest.id)).filter(({ closesAt, practice }) => closesAt < until && !practice).at(-1)
    const consentVersion = loaded.contest.consent.version
    if (over !== undefined) await playCases(services, { roundId: over.id, opensAt: over.opensAt, closesAt: over.closesAt, consentVersion })
    const initiatives = await playCampaign(services, loaded.contest, until)
    const works = await playWorks(services, loaded.contest, until)
    await playCommendation(services, loaded.contest)
    await services.projector.catchUp()
    await playReports(services, loaded.contest, await organiser(services))
    console.log(`Entered ${initiatives} initiatives and ${works} works of the campaign.`)
    console.log(`Played ${crowd.attempts} attempts of ${crowd.people} earlier contestants.`)
    rmSync(mark)
  }
  await services.storage.close()
  // The next start need not even look.
  if (config.database === null) writeFileSync(join(config.dataDir, '.filled'), '')
}

async function makeLogins(services: Services, consentVersion: string): Promise<void> {
  const { storage, ids, clock, passwords } = services
  const now = clock.now()
  const passwordHash = await passwords.hash(SAMPLE_PASSWORD)
  const [union, district] = await Promise.all([unionByCode(services, 'LC-TPLC-001'), unionByCode(services, 'LC-TPLC')])
  for (const { login, role, fullName } of sampleLogins) {
    const account = {
      id: ids.next(now),
      login,
      role: role as Role,
      fullName,
      passwordHash,
      unionId: role === 'officer' ? district : role === 'contestant' ? union : null,
      createdAt: now,
    }
    const made =
      role === 'contestant'
        ? await storage.accounts.register(account, {
            phone: login,
            birthDate: '1990-05-23',
            contestantKind: 'member',
            unionId: union,
            consentVersion,
            consentAt: now,
          })
        : await storage.accounts.createStaff(account, {
            id: ids.next(now),
            at: now,
            actorId: 'setup',
            action: 'createStaff',
            subject: login,
            reason: 'tài khoản mẫu của bản diễn tập',
          })
    if (!made.ok) throw new Error(`sample login ${login} was refused: ${made.reason}`)
    if (role === 'contestant') await earlierAttempts(services, account.id)
  }
}

/** The sample worker has taken the rounds before, so that their own row stands on the boards. */
async function earlierAttempts(services: Services, contestantId: string): Promise<void> {
  const contest = await services.storage.contests.find(SLUG)
  const rounds = contest === null ? [] : await services.storage.contests.rounds(contest.id)
  for (const round of rounds.filter(({ closesAt }) => closesAt < services.clock.now())) {
    const startsAt = round.opensAt + 3 * 86_400_000 + 12 * 3_600_000
    const at = (moment: number): Services => ({ ...services, clock: { now: () => moment, rehearsal: true } })
    const started = await startAttempt(at(startsAt), { roundId: round.id, contestantId })
    if (!started.ok) throw new Error(`the sample worker was refused: ${started.reason}`)
    const versions = await services.storage.questions.versions(started.value.paper.map((item) => item.versionId))
    const responses = started.value.paper.map((item, index) => ({
      position: index + 1,
      ageMs: Math.floor(9 * 60_000 * (1 - (index + 1) / (started.value.paper.length + 1))),
      choice: item.order.flatMap((original, shown) =>
        index % 9 !== 4 && versions.get(item.versionId)?.correct.includes(original) === true ? [String.fromCharCode(97 + shown)] : [],
      ),
    }))
    const endsAt = startsAt + 9 * 60_000
    await saveResponses(at(endsAt), started.value.id, contestantId, { responses })
    await finishAttempt(at(endsAt), started.value.id, 'contestant', 120)
  }
}

async function organiser({ storage }: Services): Promise<Actor> {
  const found = await storage.accounts.findByLogin('tochuc')
  if (found === null) throw new Error('the demo has no organiser')
  return { id: found.id, role: 'organiser', unionId: null }
}

async function unionByCode({ storage }: Services, code: string): Promise<string> {
  const found = await storage.unions.byCode(code)
  if (found === null) throw new Error(`the pack has no union ${code}`)
  return found.id
}

try {
  await fill()
} catch (error) {
  const why = whyNot(error)
  if (why === null) throw error
  console.error(why)
  process.exit(2)
}
