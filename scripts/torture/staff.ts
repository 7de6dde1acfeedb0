import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../server/src/domain/random.ts'
import { openPhone, type Phone } from '../simulation/phone.ts'
import type { World } from '../simulation/world.ts'

const PASSWORD = 'một mật khẩu chỉ để tra tấn'

/** What was acknowledged of the staff: titles of announcements, and attempts that were voided. */
export type StaffBook = { announced: Set<string>; voided: Set<string> }
export type Desks = { organiser: Phone; judge: Phone }

/** The first administrator makes an organiser and a judge. */
export async function openDesks({ network }: World, setupToken: string): Promise<Desks> {
  const administrator = openPhone(network)
  const made = await administrator.call('setUpAdministrator', {
    body: { token: setupToken, login: 'quantri', password: PASSWORD, fullName: 'Quản trị' },
  })
  if (!made.ok) throw new Error(`the administrator could not be made: ${made.code}`)
  const deskOf = async (login: string, role: 'organiser' | 'judge'): Promise<Phone> => {
    const account = await administrator.call('createStaff', {
      body: { login, password: PASSWORD, fullName: login, role, reason: 'thử sức chịu đựng' },
    })
    if (!account.ok) throw new Error(`the ${role} could not be made: ${account.code}`)
    const desk = openPhone(network, { renew: (own) => own.call('logIn', { body: { login, password: PASSWORD } }) })
    await desk.call('logIn', { body: { login, password: PASSWORD } })
    return desk
  }
  return { organiser: await deskOf('tochuc', 'organiser'), judge: await deskOf('giamkhao', 'judge') }
}

/** Announcements and voids, each sent once: what has no reply counts neither way. */
export async function governOn(
  world: World,
  { organiser, judge }: Desks,
  book: StaffBook,
  chance: { random: Random; over: () => boolean },
): Promise<void> {
  const reason = 'thử sức chịu đựng'
  for (let turn = 1; !chance.over(); turn += 1) {
    const title = `Thông báo số ${turn}`
    const said = await organiser.call('announce', { params: { slug: world.stage.slug }, body: { scope: 'everyone', title, body: 'Xin chào.' } })
    if (said.ok) book.announced.add(title)
    const handedIn = [...world.books.values()].filter(({ submitted, attemptId }) => submitted !== null && !book.voided.has(attemptId))
    const one = handedIn[chance.random.below(Math.max(1, handedIn.length))]
    if (one !== undefined && turn % 3 === 0) {
      const { attemptId } = one
      const voided = await judge.call('voidAttempt', { params: { attemptId }, body: { reason }, expects: (code) => code === 'already-void' })
      if (voided.ok) book.voided.add(attemptId)
    }
    await pause(150 + chance.random.below(300))
  }
}
