import type { Component } from 'svelte'
import type { RouteTable } from './navigation.svelte.ts'
import Landing from './screens/Landing.svelte'
import LoadFailed from './screens/LoadFailed.svelte'

/** On a bad line the screen's code may not arrive: say so instead of showing nothing. */
const named =
  <Name extends string>(name: Name, load: () => Promise<Record<Name, Component>>) =>
  (): Promise<Component> =>
    load().then(
      (module) => module[name],
      () => LoadFailed,
    )
const lazy = (load: () => Promise<{ default: Component }>): (() => Promise<Component>) => named('default', load)

/** Screens that lead to each other in one file: each file costs bytes of the first load. */
const record = (name: 'Log' | 'OwnAttempts' | 'Receipt'): (() => Promise<Component>) => named(name, () => import('./screens/records.ts'))

export const routes: RouteTable = {
  screens: {
    '/': () => Promise.resolve(Landing),
    '/dang-ky': lazy(() => import('./screens/Register.svelte')),
    '/dang-nhap': lazy(() => import('./screens/LogIn.svelte')),
    '/quen-mat-khau': lazy(() => import('./screens/ForgottenPassword.svelte')),
    '/danh-sach': lazy(() => import('./screens/Roster.svelte')),
    '/the-le': lazy(() => import('./screens/Rules.svelte')),
    '/thi/:roundId': lazy(() => import('./screens/RoundStart.svelte')),
    '/luot-thi': record('OwnAttempts'),
    '/luot-thi/:attemptId': lazy(() => import('./screens/Attempt.svelte')),
    '/luot-thi/:attemptId/xem-lai': lazy(() => import('./screens/Review.svelte')),
    '/bang-xep-hang/:roundId': lazy(() => import('./screens/Leaderboards.svelte')),
    '/thong-bao': lazy(() => import('./screens/News.svelte')),
    '/hoi-dap': lazy(() => import('./screens/Inquiries.svelte')),
    '/bien-nhan': record('Receipt'),
    '/so-nhan-bai': record('Log'),
  },
  other: lazy(() => import('./screens/NotFound.svelte')),
}
