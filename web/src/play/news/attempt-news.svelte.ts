import { untrack } from 'svelte'
import { followNews, news, type Announcement } from './news.svelte.ts'

/** Without news the bell shows the last few. */
const LAST = 5

export type AttemptNews = ReturnType<typeof attemptNews>

/**
 * News inside an attempt. What comes is named in the bar and told to a screen reader at once, but opens only when it is asked for or when the person
 * turns to another question: nothing moves under a finger. `onrunning`: something came for those who are taking an attempt.
 */
export function attemptNews(onrunning: () => void) {
  let shown = $state.raw<Announcement[] | null>(null)
  let newestRunning: string | null | undefined
  followNews()

  $effect(() => {
    if (!news.loaded) return
    const newest = news.all.find(({ scope }) => scope === 'running')?.id ?? null
    if (newestRunning !== undefined && newest !== null && newest !== newestRunning) untrack(onrunning)
    newestRunning = newest
  })

  return {
    /** What is open now; null when nothing is. */
    get shown() {
      return shown
    },
    open(): void {
      shown = news.unread.length > 0 ? news.unread : news.all.slice(0, LAST)
    },
    /** The person has turned to another question. */
    turn(): void {
      if (shown === null && news.unread.length > 0) shown = news.unread
    },
    close(): void {
      news.markRead((shown ?? []).map(({ id }) => id))
      shown = null
    },
  }
}
