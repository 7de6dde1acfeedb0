import { untrack } from 'svelte'
import { followNews, news, type Announcement } from './news.svelte.ts'

/** Without news the bell shows the last few. */
const LAST = 5

export type AttemptNews = ReturnType<typeof attemptNews>

/**
 * News inside an attempt. What comes is named in the bar and told to a screen reader at once, but opens only when it is asked for or when the person
 * turns to another question: nothing moves under a finger. What was told before the attempt began (`since`, epoch ms) waits behind the bell: it is
 * not worth a second of its time. `onnew`: something came, which may have changed the time of the attempt.
 */
export function attemptNews(since: () => number, onnew: () => void) {
  let shown = $state.raw<Announcement[] | null>(null)
  let known: string | null | undefined
  /** The bell was opened before the first answer came. */
  let early = $state(false)
  followNews()

  $effect(() => {
    if (!news.loaded) return
    const newest = news.all[0]?.id ?? null
    if (known !== undefined && newest !== null && newest !== known) untrack(onnew)
    known = newest
    if (untrack(() => early)) untrack(open)
  })

  function open(): void {
    early = !news.loaded
    shown = news.unread.length > 0 ? news.unread : news.all.slice(0, LAST)
  }

  return {
    /** What is open now; null when nothing is. */
    get shown() {
      return shown
    },
    /** Open, and still to hear what there is. */
    get loading() {
      return early
    },
    open,
    /** The person has turned to another question. */
    turn(): void {
      const fresh = news.unread.filter(({ at }) => at >= since())
      if (shown === null && fresh.length > 0) shown = fresh
    },
    close(): void {
      news.markRead((shown ?? []).map(({ id }) => id))
      shown = null
      early = false
    },
  }
}
