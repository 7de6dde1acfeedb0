import type { Component } from 'svelte'
import type { RouteTable } from './navigation.svelte.ts'
import Landing from './screens/Landing.svelte'
import LoadFailed from './screens/LoadFailed.svelte'

/** On a bad line the screen's code may not arrive: say so instead of showing nothing. */
const lazy = (load: () => Promise<{ default: Component }>) => (): Promise<Component> =>
  load().then(
    (module) => module.default,
    () => LoadFailed,
  )

export const routes: RouteTable = {
  screens: {
    '/': () => Promise.resolve(Landing),
    '/dang-ky': lazy(() => import('./screens/Register.svelte')),
    '/dang-nhap': lazy(() => import('./screens/LogIn.svelte')),
    '/quen-mat-khau': lazy(() => import('./screens/ForgottenPassword.svelte')),
    '/danh-sach': lazy(() => import('./screens/Roster.svelte')),
    '/the-le': lazy(() => import('./screens/Rules.svelte')),
    '/thi/:roundId': lazy(() => import('./screens/RoundStart.svelte')),
    '/luot-thi': lazy(() => import('./screens/OwnAttempts.svelte')),
    '/luot-thi/:attemptId': lazy(() => import('./screens/Attempt.svelte')),
    '/luot-thi/:attemptId/xem-lai': lazy(() => import('./screens/Review.svelte')),
    '/luot-thi/:attemptId/khieu-nai': lazy(() => import('./screens/Appeal.svelte')),
    '/bang-xep-hang/:roundId': lazy(() => import('./screens/Leaderboards.svelte')),
    '/giai-thuong': lazy(() => import('./screens/Awards.svelte')),
    '/tuyen-duong': lazy(() => import('./screens/Praise.svelte')),
    '/thong-bao': lazy(() => import('./screens/News.svelte')),
    '/thi-dua': lazy(() => import('./screens/Campaign.svelte')),
    '/hoi-dap': lazy(() => import('./screens/Inquiries.svelte')),
    '/du-lieu-cua-toi': lazy(() => import('./screens/OwnData.svelte')),
    '/bien-nhan': lazy(() => import('./screens/Receipt.svelte')),
    '/chung-nhan': lazy(() => import('./screens/Verify.svelte')),
    '/so-nhan-bai': lazy(() => import('./screens/Log.svelte')),
  },
  other: lazy(() => import('./screens/NotFound.svelte')),
}
