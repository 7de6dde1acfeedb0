import type { Me } from '@hoithi/shared/contracts/accounts'
import { call, type Call, Refused } from '../../lib/api.ts'
import { anchor } from '../../lib/server-clock.ts'
import { BASE } from '../rules/paths.ts'

type State = 'loading' | 'unreachable' | 'loggedOut' | 'secondStep' | 'contestant' | 'mustTurnOn' | 'loggedIn'

let me = $state.raw<Me | null>(null)
let reached = $state<'loading' | 'unreachable' | 'reached'>('loading')
let rehearsal = $state(false)
let expired = $state(false)
/** The ticket of a login whose password was right and whose code is still to come. */
let ticket = $state<string | null>(null)
/** The password that was typed a moment ago, for turning the second factor on without typing it again. */
let typedPassword: string | null = null

function enter(who: Me | null): void {
  me = who
  reached = 'reached'
  ticket = null
  if (who?.secondFactor !== 'missing') typedPassword = null
  if (who !== null) expired = false
}

const ticketIn = (error: unknown): string | null =>
  error instanceof Refused && error.code === 'second-factor-needed' ? (error.details as { ticket: string }).ticket : null

/** Who is at the desk. */
export const session = {
  get me(): Me | null {
    return me
  },
  get state(): State {
    if (reached !== 'reached') return reached
    if (me === null) return ticket === null ? 'loggedOut' : 'secondStep'
    if (me.role === 'contestant') return 'contestant'
    return me.secondFactor === 'missing' ? 'mustTurnOn' : 'loggedIn'
  },
  get rehearsal(): boolean {
    return rehearsal
  },
  /** Whether the person was logged in on this page before. */
  get expired(): boolean {
    return expired
  },
  async load(): Promise<void> {
    reached = 'loading'
    try {
      const reply = await call('getMe', {})
      anchor(reply.now)
      rehearsal = reply.rehearsal
      enter(reply.me)
    } catch {
      reached = 'unreachable'
    }
  },
  async logIn(body: Call<'logIn'>['body']): Promise<void> {
    typedPassword = body.password
    try {
      enter((await call('logIn', { body })).me)
    } catch (error) {
      ticket = ticketIn(error)
      if (ticket === null) throw error
    }
  },
  async takeSecondStep(code: string): Promise<void> {
    enter((await call('takeSecondStep', { body: { ticket: ticket ?? '', code } })).me)
  },
  /** Back to the password. */
  beginAnew(): void {
    ticket = null
  },
  /** The password that was just typed, once. */
  takeTypedPassword(): string | null {
    const typed = typedPassword
    typedPassword = null
    return typed
  },
  /** Somebody whose account has just changed. */
  become(who: Me): void {
    enter(who)
  },
  async setUp(body: Call<'setUpAdministrator'>['body']): Promise<void> {
    typedPassword = body.password
    const { me: administrator } = await call('setUpAdministrator', { body })
    // The one-time link is spent: the desk opens at its start, and the token leaves the address bar.
    history.replaceState(null, '', BASE)
    enter(administrator)
  },
  async acceptInvitation(body: Call<'acceptInvitation'>['body']): Promise<void> {
    typedPassword = body.password
    const { me: staffMember } = await call('acceptInvitation', { body })
    history.replaceState(null, '', BASE)
    enter(staffMember)
  },
  async changePassword(body: Call<'changePassword'>['body']): Promise<void> {
    enter((await call('changePassword', { body })).me)
  },
  async logOut(): Promise<void> {
    try {
      await call('logOut', {})
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'not-logged-in')) throw error
    }
    enter(null)
  },
  /** Tell the server that somebody is still at work. A line that is down does not matter yet. */
  async keepAlive(): Promise<void> {
    try {
      if ((await call('getMe', {})).me === null) session.expire()
    } catch {
      // The next look tries again.
    }
  },
  /** Nobody has been here for long: this session ends, also for whoever comes next. */
  async endIdle(): Promise<void> {
    session.expire()
    try {
      await call('logOut', {})
    } catch {
      // It ends by itself on the server.
    }
  },
  expire(): void {
    if (me === null) return
    expired = true
    me = null
  },
}
