import { mount } from 'svelte'
import { locale } from '../lib/locale.svelte.ts'
import { screenOf } from './navigation.svelte.ts'
import Play from './Play.svelte'
import { routes } from './routes.ts'
import './play.css'

locale.mark()
// Its code is on its way while the app is drawn around it.
void screenOf(routes, location.pathname).load()

/** A task of its own: between reading the app and drawing it, a weak phone can take a tap. */
setTimeout(() => {
  const target = document.getElementById('app')
  if (target === null) throw new Error('no #app')
  target.textContent = ''
  mount(Play, { target })
})

/** The app is kept on the phone once the first page is there and quiet; without a worker everything works too. */
const KEEP_AFTER_MS = 3_000
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  setTimeout(() => void import('./installed/follow-builds.ts').then(({ followBuilds }) => followBuilds()).catch(() => undefined), KEEP_AFTER_MS)
}
