import type { Attempt } from '../server/src/domain/attempt.ts'
import type { Sighting } from '../server/src/domain/sighting.ts'
import { fileAppeal } from '../server/src/features/appeals/actions.ts'
import { finishAttempt, saveResponses, startAttempt } from '../server/src/features/attempts/actions.ts'
import type { Services } from '../server/src/services.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

type Case = {
  fullName: string
  birthDate: string
  union: string
  /** Hours after the round opened. */
  hour: number
  everyMs: number
  /** Questions answered wrong, by their place in the bank: always with the same wrong option. */
  wrong: (place: number) => boolean
  phone: string
  /** What they ask the judges once the round is over. */
  appeal?: string
}

const nothing = (): boolean => false
const family = ['Lò Thị Ngân', 'Lò Văn Ún', 'Lò Văn Hặc', 'Lường Thị Pản', 'Lò Thị Chựa']
const steady = { everyMs: 24 * SECOND_MS, wrong: (place: number) => place % 7 === 3, phone: '' }

/** What a judge meets in a real round: one too fast, one person twice, a phone that goes round a family. */
const cases: Case[] = [
  { fullName: 'Tẩn A Chớp', birthDate: '1995-02-11', union: 'LC-TPLC-001', hour: 30, everyMs: 900, wrong: nothing, phone: 'chop' },
  {
    ...{ ...steady, fullName: 'Quàng Văn Inh', birthDate: '1988-11-20', union: 'LC-TPLC-001', hour: 40 },
    appeal: 'Tôi có hai tài khoản vì đổi số điện thoại giữa kỳ. Xin ban giám khảo tính cho tôi một lượt thi, không coi là gian lận.',
  },
  { ...steady, fullName: 'Quàng Văn Inh', birthDate: '1988-11-20', union: 'LC-TPLC-001', hour: 44 },
  ...family.map((fullName, index) => ({
    ...steady,
    fullName,
    birthDate: `199${index}-03-1${index}`,
    union: 'LC-TPLC-001',
    hour: 60 + index,
    phone: 'nha',
  })),
]

/** Play the cases in a round that is over, each person through the same actions as anyone. */
export async function playCases(
  services: Services,
  { roundId, opensAt, closesAt, consentVersion }: { roundId: string; opensAt: number; closesAt: number; consentVersion: string },
): Promise<number> {
  for (const [index, one] of cases.entries()) await play(services, one, { index, roundId, opensAt, closesAt, consentVersion })
  return cases.length
}

type Where = { index: number; roundId: string; opensAt: number; closesAt: number; consentVersion: string }

async function play(services: Services, one: Case, { index, roundId, opensAt, closesAt, consentVersion }: Where): Promise<void> {
  const union = await services.storage.unions.byCode(one.union)
  if (union === null) throw new Error(`the pack has no union ${one.union}`)
  const startsAt = opensAt + one.hour * HOUR_MS
  const id = services.ids.next(startsAt)
  const phone = `09990000${String(index).padStart(2, '0')}`
  const registered = await services.storage.accounts.register(
    { id, login: phone, role: 'contestant', fullName: one.fullName, passwordHash: 'nobody may log in', unionId: union.id, createdAt: startsAt },
    { phone, birthDate: one.birthDate, contestantKind: 'member', unionId: union.id, consentVersion, consentAt: startsAt },
  )
  if (!registered.ok) throw new Error(`a case was refused: ${registered.reason}`)
  const at = (moment: number) => ({ ...services, clock: { now: () => moment, rehearsal: true }, sight: () => sighted(one, index, moment) })
  const started = await startAttempt(at(startsAt), { roundId, contestantId: id })
  if (!started.ok) throw new Error(`a case was refused: ${started.reason}`)
  const choices = await answersOf(services, started.value, one)
  for (const [place, choice] of choices.entries()) {
    const moment = at(startsAt + (place + 1) * one.everyMs)
    await saveResponses(moment, started.value.id, id, { responses: [{ position: place + 1, choice, ageMs: 0 }] })
  }
  await finishAttempt(at(startsAt + (choices.length + 1) * one.everyMs), started.value.id, 'contestant', 100 + index)
  if (one.appeal === undefined) return
  const complaint = { subject: 'other' as const, position: null, body: one.appeal }
  const filed = await fileAppeal(at(closesAt + HOUR_MS), { attemptId: started.value.id, filedBy: id, complaint, reason: null })
  if (!filed.ok) throw new Error(`an appeal was refused: ${filed.reason}`)
}

const sighted = (one: Case, index: number, at: number): Sighting => ({
  browser: 'zalo',
  system: 'android',
  at,
  deviceHash: `phone ${one.phone === '' ? index : one.phone}`,
  addressHash: `line ${one.union}`,
})

/** Right, but for the questions that the case gets wrong: there the last option that is not right, whatever order the paper shows. */
async function answersOf({ storage }: Services, attempt: Attempt, { wrong }: Case): Promise<string[][]> {
  const versions = await storage.questions.versions(attempt.paper.map(({ versionId }) => versionId))
  const letters = (order: number[], wanted: (original: number) => boolean): string[] =>
    order.flatMap((original, shown) => (wanted(original) ? [String.fromCharCode(97 + shown)] : []))
  return attempt.paper.map(({ versionId, order }) => {
    const version = versions.get(versionId)
    const last = Math.max(...order.filter((original) => version?.correct.includes(original) !== true))
    const place = [...(version?.code ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
    return wrong(place) ? letters(order, (original) => original === last) : letters(order, (original) => version?.correct.includes(original) === true)
  })
}
