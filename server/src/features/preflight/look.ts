import { preflightChecks, type PreflightCheck, type Trial } from '@hoithi/shared/contracts/preflight'
import type { Contest, Round } from '../../domain/contest.ts'
import { verdictOf } from '../../domain/preflight.ts'
import { bankChecks, contestCheck, rosterChecks, ruleChecks, waitingCheck, windowChecks } from '../../domain/preflight-contest.ts'
import { expectedLoad, loadCheck } from '../../domain/preflight-load.ts'
import {
  addressCheck,
  backupCheck,
  clockCheck,
  copyingCheck,
  diskCheck,
  permissionsCheck,
  secretCheck,
  writingCheck,
} from '../../domain/preflight-machine.ts'
import { needsSecondFactor } from '../../domain/second-factor.ts'
import { samplesCheck, staffChecks, unionChecks } from '../../domain/preflight-people.ts'
import { trialCheck } from '../../domain/preflight-trial.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { openSampleLogins } from './sample-accounts.ts'

/** The last trial, and whether it was played with the rounds and questions as they are now. */
type LastTrial = { trial: Trial; current: boolean } | null

const place = ({ name }: PreflightCheck): number => preflightChecks.indexOf(name)

/** Look at a contest and at the machine under it; `expected` people, else as many as the contest expects or the unions have members. */
export async function lookOver(
  services: Services,
  { contest, rounds, expected, last }: { contest: Contest; rounds: Round[]; expected: number | undefined; last: LastTrial },
): Promise<ReplyOf<'getPreflight'>> {
  const { storage, clock, config, machine, backups } = services
  const now = clock.now()
  const [questions, unions, staff, samples, found, roster, copying] = await Promise.all([
    storage.questions.counts(contest.id),
    storage.unions.facts(),
    storage.accounts.staff(),
    clock.rehearsal ? [] : openSampleLogins(services),
    machine.look(),
    storage.rosters.totals(contest.id),
    backups.look(),
  ])
  const real = rounds.filter(({ practice }) => !practice)
  const load = expectedLoad(expected ?? contest.settings.expectedPeople ?? (unions.members > 0 ? unions.members : null), real)
  const active = staff.filter(({ disabledAt }) => disabledAt === null)
  const having = (role: string): number => active.filter((account) => account.role === role).length
  const alone = active.filter(({ role, secondFactorSince }) => needsSecondFactor('required', role) && secondFactorSince === null).length
  const checks = [
    contestCheck(contest, now),
    ...rosterChecks(contest, roster.people),
    ...windowChecks(contest, real, now),
    ...ruleChecks(real),
    ...bankChecks(rounds, questions, now),
    waitingCheck(questions),
    trialCheck(last),
    loadCheck(load, found.bench),
    ...unionChecks(unions),
    ...staffChecks({ judges: having('judge'), administrators: having('administrator'), passwordOnly: clock.rehearsal ? 0 : alone }),
    samplesCheck(samples, clock.rehearsal),
    addressCheck(config.publicUrl),
    secretCheck(found.secret),
    permissionsCheck(found.permissions, found.dataDir),
    clockCheck(found.clock, clock.rehearsal ? now : null),
    diskCheck(found.disk, found.databaseBytes),
    writingCheck(found.writeMs, load, config.writeBatch),
    backupCheck(found.newestBackup, found.backupDir),
    copyingCheck(copying),
  ].sort((a, b) => place(a) - place(b))
  return {
    verdict: verdictOf(checks),
    checks,
    load: load === null ? null : { ...load, bench: found.bench },
    checkedAt: now,
    rehearsal: clock.rehearsal,
  }
}
