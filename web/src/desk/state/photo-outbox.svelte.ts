import { pathOf, Refused } from '../../lib/api.ts'
import { newKey } from './kept-form.ts'
import { photoStore, type WaitingPhoto } from './photo-store.ts'
import { photoToSend } from './photo-to-send.ts'
import { problemOf } from './problem.ts'
import { sendBytes } from './send-bytes.ts'

/** `refused`: the server's words; another try would hear them again. */
export type Leaving = { id: string; name: string; share: number; state: 'waiting' | 'sending' | 'refused'; refused: string }

/** How long a photo waits before it is tried again, longer each time. */
const WAITS_MS = [3_000, 10_000, 30_000, 60_000] as const
/** What passes by itself: the server has too much to do, or is being started again. */
const PASSING = 500

/** Photos of a work on their way to the server, one after another, kept on this device until they are there. Call it while a component starts. */
export function photoOutbox(workId: string, accountId: string, onsent: () => void) {
  let leaving = $state<Leaving[]>([])
  let photos: readonly WaitingPhoto[] = []
  const end = new AbortController()
  let running = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const change = (id: string, patch: Partial<Leaving>): void => {
    leaving = leaving.map((one) => (one.id === id ? { ...one, ...patch } : one))
  }
  function line(photo: WaitingPhoto): void {
    photos = [...photos, photo]
    leaving = [...leaving, { id: photo.id, name: photo.name, share: 0, state: 'waiting', refused: '' }]
  }
  async function drop(id: string): Promise<void> {
    photos = photos.filter((one) => one.id !== id)
    leaving = leaving.filter((one) => one.id !== id)
    await photoStore.forget(id)
  }

  async function send(): Promise<void> {
    clearTimeout(timer)
    if (running) return
    running = true
    for (;;) {
      const next = leaving.find(({ state }) => state === 'waiting')
      const photo = photos.find(({ id }) => id === next?.id)
      if (photo === undefined || end.signal.aborted || !(await sent(photo))) break
    }
    running = false
  }

  /** Whether the next one may be tried. */
  async function sent({ id, photo }: WaitingPhoto): Promise<boolean> {
    change(id, { state: 'sending', share: 0 })
    try {
      await sendBytes(pathOf('addWorkPhoto', { workId }), photo, (share) => change(id, { share }), end.signal)
      failures = 0
      await drop(id)
      onsent()
      return true
    } catch (error) {
      const problem = problemOf(error)
      if (problem instanceof Refused && problem.status < PASSING && problem.status !== 429 && problem.code !== 'not-logged-in') {
        change(id, { state: 'refused', refused: problem.message })
        return true
      }
      change(id, { state: 'waiting', share: 0 })
      if (!end.signal.aborted) timer = setTimeout(() => void send(), WAITS_MS[Math.min(failures, WAITS_MS.length - 1)])
      failures += 1
      return false
    }
  }

  const online = (): void => void send()
  $effect(() => {
    window.addEventListener('online', online)
    void photoStore.of(workId, accountId).then((kept) => {
      for (const photo of kept) if (!photos.some(({ id }) => id === photo.id)) line(photo)
      void send()
    })
    return () => {
      window.removeEventListener('online', online)
      clearTimeout(timer)
      end.abort()
    }
  })

  return {
    get leaving(): readonly Leaving[] {
      return leaving
    },
    /** Photos that were chosen: made smaller, kept on the device, sent. */
    async add(files: readonly File[]): Promise<void> {
      for (const file of files) {
        const photo: WaitingPhoto = { id: newKey(), workId, accountId, name: file.name, photo: await photoToSend(file) }
        await photoStore.keep(photo)
        line(photo)
      }
      void send()
    },
    retry: (): void => {
      leaving = leaving.map((one) => (one.state === 'refused' ? { ...one, state: 'waiting' as const, refused: '' } : one))
      void send()
    },
    drop,
  }
}
