import type { ContestDocument, RoundDocument } from '@hoithi/shared/contracts/contest-desk'
import type { Prizes } from '@hoithi/shared/contracts/rules'
import { normalisePhone } from '@hoithi/shared/phone'
import { certificateNames, unknownInCertificate } from './certificate.ts'
import { questionCount } from './contest.ts'
import type { FaultCode } from './document-fault-texts.ts'
import { plainCode } from './eligibility.ts'
import { isTimeZone } from './local-time.ts'
import { longestOpening } from './opening-hours.ts'

/** What is wrong, where, and the figures that its sentence names. */
export type Fault = { field: string; code: FaultCode; figures?: Record<string, string | number> }

/** What a document cannot know by itself. */
export type DocumentFacts = {
  slugTaken: boolean
  /** Ids of the contest's rounds as they are stored. */
  ownRounds: ReadonlySet<string>
  unknownUnions: ReadonlySet<string>
}

const MINUTE_MS = 60_000
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
/** As many as a paper's positions can be named by. */
const LONGEST_PAPER = 500

/** What a draft may not hold either: it names something that is not there, or that the server could not work with. */
const blocking: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'slug-taken',
  'time-zone-unknown',
  'moment-far',
  'round-unknown',
  'round-twice',
  'union-unknown',
  'phone-invalid',
])

/** The faults that keep even a draft from being saved; publishing takes none at all. */
export const blockingFaults = (faults: readonly Fault[]): Fault[] => faults.filter(({ code }) => blocking.has(code))

/** Everything that is wrong with a document whose fields are each well-formed. */
export function documentFaults(document: ContestDocument, facts: DocumentFacts): Fault[] {
  const far = farMoments(document)
  const zoned = isTimeZone(document.timeZone)
  return [
    ...(facts.slugTaken ? [{ field: 'slug', code: 'slug-taken' } as const] : []),
    ...(zoned ? [] : [{ field: 'timeZone', code: 'time-zone-unknown' } as const]),
    ...far,
    ...(document.closesAt <= document.opensAt ? [{ field: 'closesAt', code: 'window-reversed' } as const] : []),
    ...document.rounds.flatMap((round, index) => roundFaults(document, round, `rounds.${index}`, { hours: zoned && far.length === 0 })),
    ...roundsTogether(document, facts),
    ...settingsFaults(document, facts),
  ]
}

function farMoments(document: ContestDocument): Fault[] {
  const moments: [field: string, at: number][] = [
    ['opensAt', document.opensAt],
    ['closesAt', document.closesAt],
    ...document.rounds.flatMap(({ opensAt, closesAt }, index): [string, number][] => [
      [`rounds.${index}.opensAt`, opensAt],
      [`rounds.${index}.closesAt`, closesAt],
    ]),
  ]
  return moments.filter(([, at]) => at < EARLIEST || at >= LATEST).map(([field]) => ({ field, code: 'moment-far' }))
}

function roundFaults(contest: ContestDocument, round: RoundDocument, at: string, can: { hours: boolean }): Fault[] {
  const { rules, opensAt, closesAt } = round
  const minutes = rules.minutes
  const reversed = closesAt <= opensAt
  return [
    ...(reversed ? [{ field: `${at}.closesAt`, code: 'window-reversed' } as const] : []),
    ...(opensAt < contest.opensAt ? [{ field: `${at}.opensAt`, code: 'round-outside' } as const] : []),
    ...(closesAt > contest.closesAt ? [{ field: `${at}.closesAt`, code: 'round-outside' } as const] : []),
    ...(!reversed && closesAt - opensAt < minutes * MINUTE_MS
      ? [{ field: `${at}.closesAt`, code: 'round-short', figures: { minutes } } as const]
      : []),
    ...(can.hours && !reversed ? hoursFaults(round, contest.timeZone, `${at}.rules.hours`) : []),
    ...(round.practice && rules.prediction !== null ? [{ field: `${at}.rules.prediction`, code: 'practice-prediction' } as const] : []),
    ...(questionCount(rules) > LONGEST_PAPER
      ? [{ field: `${at}.rules.blueprint`, code: 'paper-long', figures: { max: LONGEST_PAPER } } as const]
      : []),
  ]
}

/** Hours in which nobody could begin, or in which no attempt could be done to its end. */
function hoursFaults(round: RoundDocument, timeZone: string, field: string): Fault[] {
  const { hours, minutes, atClose } = round.rules
  if (hours === null) return []
  const longest = longestOpening(hours, round, timeZone)
  if (longest === 0) return [{ field, code: 'hours-never' }]
  return atClose === 'clipped' && longest < minutes * MINUTE_MS ? [{ field, code: 'hours-short', figures: { minutes } }] : []
}

function roundsTogether({ rounds }: ContestDocument, { ownRounds }: DocumentFacts): Fault[] {
  const titles = rounds.map(({ title }) => title.toLocaleLowerCase('vi'))
  const ids = rounds.map(({ id }) => id)
  return [
    ...again(titles).map((index): Fault => ({ field: `rounds.${index}.title`, code: 'round-title-twice' })),
    ...again(ids).map((index): Fault => ({ field: `rounds.${index}`, code: 'round-twice' })),
    ...ids.flatMap((id, index): Fault[] => (id === null || ownRounds.has(id) ? [] : [{ field: `rounds.${index}`, code: 'round-unknown' }])),
    ...(rounds.every(({ practice }) => practice) ? [{ field: 'rounds', code: 'practice-only' } as const] : []),
  ]
}

function settingsFaults({ settings }: ContestDocument, { unknownUnions }: DocumentFacts): Fault[] {
  const { eligibleKinds, eligibleUnions, accessCode, barred, overall, prizes } = settings
  const phones = barred.map(({ phone }) => normalisePhone(phone))
  return [
    ...again(eligibleKinds).map((index): Fault => ({ field: `settings.eligibleKinds.${index}`, code: 'kind-twice' })),
    ...again(eligibleUnions).map((index): Fault => ({ field: `settings.eligibleUnions.${index}`, code: 'union-twice' })),
    ...eligibleUnions.flatMap((id, index): Fault[] =>
      unknownUnions.has(id) ? [{ field: `settings.eligibleUnions.${index}`, code: 'union-unknown' }] : [],
    ),
    ...(accessCode !== null && plainCode(accessCode).length < 4 ? [{ field: 'settings.accessCode', code: 'code-short' } as const] : []),
    ...phones.flatMap((phone, index): Fault[] => (phone === null ? [{ field: `settings.barred.${index}.phone`, code: 'phone-invalid' }] : [])),
    ...again(phones).map((index): Fault => ({ field: `settings.barred.${index}.phone`, code: 'phone-twice' })),
    ...(overall === 'none' && prizes.contestPeople.length > 0
      ? [{ field: 'settings.prizes.contestPeople', code: 'prizes-without-overall' } as const]
      : []),
    ...prizeFaults(prizes),
    ...certificateFaults(settings.certificate),
  ]
}

const marked = (name: string): string => `{{${name}}}`

function certificateFaults(certificate: ContestDocument['settings']['certificate']): Fault[] {
  return (['deed', 'prizeDeed'] as const).flatMap((field): Fault[] => {
    const names = unknownInCertificate(certificate[field]).map(marked)
    return names.length === 0
      ? []
      : [
          {
            field: `settings.certificate.${field}`,
            code: 'placeholder-unknown',
            figures: { names: names.join(', '), known: certificateNames.map(marked).join(', ') },
          },
        ]
  })
}

function prizeFaults(prizes: Prizes): Fault[] {
  const twice = (['roundPeople', 'contestPeople', 'unions', 'divisions'] as const).flatMap((group) =>
    again(prizes[group].map(({ title }) => title.toLocaleLowerCase('vi'))).map((index): Fault => ({
      field: `settings.prizes.${group}.${index}.title`,
      code: 'prize-title-twice',
    })),
  )
  const collective = prizes.unions.length + prizes.divisions.length > 0
  const bare = collective && prizes.unionMetric === 'rate' && prizes.leastMembers === 0
  return bare ? [...twice, { field: 'settings.prizes.leastMembers', code: 'rate-needs-least' }] : twice
}

/** Places of values that stood before; null never equals null. */
const again = (values: readonly (string | null)[]): number[] =>
  values.flatMap((value, index) => (value !== null && values.indexOf(value) < index ? [index] : []))
