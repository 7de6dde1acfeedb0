import type { Me } from '@hoithi/shared/contracts/accounts'
import { call, type Call, Refused } from '../../lib/api.ts'
import { anchor } from '../../lib/server-clock.ts'
import { BASE } from '../rules/paths.ts'

type State = 'loading' | 'unreachable' | 'loggedOut' | 'contestant' | 'loggedIn'

let me = $state.raw<Me | null>(null)
let reached = $state<'loading' | 'unreachable' | 'reached'>('loading')
let rehearsal = $state(false)
let expired = $state(false)

function enter(who: Me | null): void {
  me = who
  reached = 'reached'
  if (who !== null) expired = false
}

/** Who is at the desk. */
export const session = {
  get me(): Me | null {
    return me
  },
  get state(): State {
    if (reached !== 'reached') return reached
    if (me === null) return 'loggedOut'
    return me.role === 'contestant' ? 'contestant' : 'loggedIn'
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
    enter((await call('logIn', { body })).me)
  },
  async setUp(body: Call<'setUpAdministrator'>['body']): Promise<void> {
    const { me: administrator } = await call('setUpAdministrator', { body })
    // The one-time link is spent: the desk opens at its start, and the token leaves the address bar.
    history.replaceState(null, '', BASE)
    enter(administrator)
  },
  async acceptInvitation(body: Call<'acceptInvitation'>['body']): Promise<void> {
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
  expire(): void {
    if (me === null) return
    expired = true
    me = null
  },
}
