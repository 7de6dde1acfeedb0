import type { z } from 'zod'
import type { registerContestant as registerContract } from '@hoithi/shared/contracts/accounts'
import { plausibleBirth } from '../../domain/contestant.ts'
import { accept, refuse, type Decision, type Refused } from '../../domain/decision.ts'
import { guessablePassword } from '../../domain/guessable-password.ts'
import { normalisePhone } from '@hoithi/shared/phone'
import { proposeUnion } from '../../domain/proposed-union.ts'
import type { Account, KnownAccount } from '../../ports/accounts.ts'
import type { Services } from '../../services.ts'

type Registration = z.output<(typeof registerContract)['body']>

const EITHER = [{ field: 'unionId', message: 'either unionId or proposedUnion' }]
const NOT_FOUND = 'thí sinh không thấy đơn vị của mình khi đăng ký'

/** Register a contestant under their normalised phone; the consent must be to the notice that is shown now. */
export async function registerContestant({ storage, clock, ids, passwords }: Services, form: Registration): Promise<Decision<Account>> {
  const phone = normalisePhone(form.phone)
  if (phone === null) return refuse('invalid-request', [{ field: 'phone', message: 'not a Vietnamese phone number' }])
  const now = clock.now()
  if (!plausibleBirth(form.birthDate, now))
    return refuse('invalid-request', [{ field: 'birthDate', message: 'must make the person 14 to 120 years old' }])
  const shown = (await storage.contests.list(now)).filter(({ state }) => state === 'published').map((contest) => contest.consent.version)
  if (!shown.includes(form.consentVersion)) return refuse('consent-required')
  const { fullName, birthDate, contestantKind, consentVersion, unionId, proposedUnion } = form
  if ((unionId === undefined) === (proposedUnion === undefined)) return refuse('invalid-request', EITHER)
  if (guessablePassword(form.password, { login: phone, fullName, birthDate })) return refuse('guessable-password')
  const passwordHash = await passwords.hash(form.password)
  const account = { id: ids.next(now), login: phone, role: 'contestant' as const, fullName, passwordHash, createdAt: now }
  const contestant = { phone, birthDate, contestantKind, consentVersion, consentAt: now }
  if (unionId !== undefined) return storage.accounts.register({ ...account, unionId }, { ...contestant, unionId })
  if (proposedUnion === undefined) return refuse('invalid-request', EITHER)
  const audit = { id: ids.next(now), at: now, actorId: account.id, action: 'proposeUnion', subject: '', reason: NOT_FOUND }
  return storage.accounts.registerWith((tree) => proposeUnion(tree, ids.next(now), proposedUnion), account, contestant, audit)
}

/** The account behind a login and password. An unknown login costs the same work as a wrong password. */
export async function checkCredentials(
  { storage, passwords }: Services,
  login: string,
  password: string,
  decoyHash: string,
): Promise<Decision<Account>> {
  const account = await storage.accounts.findByLogin(normalisePhone(login) ?? login.trim().toLowerCase())
  const right = await passwords.verify(account?.passwordHash ?? decoyHash, password)
  if (account === null || !right) return refuse('wrong-credentials')
  return account.disabledAt === null ? accept(account) : whyDisabled(storage, account.id)
}

/** Whoever was joined to another account is told which number to use: its last three digits are enough for them. */
async function whyDisabled(storage: Services['storage'], id: string): Promise<Refused> {
  const joinedTo = (await storage.accounts.profile(id))?.contestant?.joinedTo ?? null
  const kept = joinedTo === null ? null : await storage.accounts.profile(joinedTo)
  return kept?.contestant == null ? refuse('account-disabled') : refuse('account-joined', { phone: kept.contestant.phone.slice(-3) })
}

/** The first administrator, made by whoever holds the one-time link that the server printed. */
export async function setUpAdministrator(
  { storage, clock, ids, passwords }: Services,
  form: { login: string; password: string; fullName: string },
): Promise<Decision<Account>> {
  if (guessablePassword(form.password, form)) return refuse('guessable-password')
  const now = clock.now()
  const account: Account = {
    id: ids.next(now),
    login: form.login,
    role: 'administrator',
    fullName: form.fullName,
    passwordHash: await passwords.hash(form.password),
    unionId: null,
    createdAt: now,
  }
  return storage.accounts.createFirstAdministrator(account, {
    id: ids.next(now),
    at: now,
    actorId: account.id,
    action: 'setUpAdministrator',
    subject: form.login,
    reason: 'one-time link',
  })
}

/** A person sets their own password; the old one must be right, and still be the account's when the new one is written. */
export async function changePassword(
  { storage, clock, ids, passwords }: Services,
  accountId: string,
  form: { password: string; newPassword: string },
): Promise<Decision<KnownAccount>> {
  const known = await storage.accounts.profile(accountId)
  if (known === null || !(await passwords.verify(known.passwordHash, form.password))) return refuse('wrong-password')
  if (guessablePassword(form.newPassword, known)) return refuse('guessable-password')
  const passwordHash = await passwords.hash(form.newPassword)
  return storage.accounts.setPassword(accountId, (account) => {
    if (account?.passwordHash !== known.passwordHash) return refuse('wrong-password')
    const now = clock.now()
    const audit = { id: ids.next(now), at: now, actorId: accountId, action: 'changePassword', subject: account.login, reason: 'tự đổi mật khẩu' }
    return accept({ passwordHash, sessionsFrom: now, audit })
  })
}
