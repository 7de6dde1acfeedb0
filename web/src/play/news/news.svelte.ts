import { untrack } from 'svelte'
import { call, type Reply } from '../../lib/api.ts'
import { session } from '../session.svelte.ts'
import { newsWait, readAfter } from './polling.ts'

type NewsReply = Reply<'getNews'>
export type Announcement = NewsReply['announcements'][number]

const READ = 'news:read'
/** What came this short a time ago is still the news. */
const FRESH_MS = 20_000

const recall = (): string[] => {
  try {
    return JSON.parse(localStorage.getItem(READ) ?? '[]') as string[]
  } catch {
    return []
  }
}

let reply = $state.raw<NewsReply | null>(null)
let read = $state.raw<string[]>(recall())
let arrived = $state('')
let lookedAt = -Infinity
let lookedFor = ''

const all = $derived(reply?.announcements ?? [])
const unread = $derived(all.filter(({ id }) => !read.includes(id)))

function take(next: NewsReply): void {
  const known = reply === null ? null : new Set(reply.announcements.map(({ id }) => id))
  const fresh = known === null ? [] : next.announcements.filter(({ id }) => !known.has(id))
  if (fresh.length > 0) arrived = fresh.map(({ title }) => title).join('. ')
  reply = next
}

/** The announcements for this person, and what they have read of them on this phone. */
export const news = {
  get all(): Announcement[] {
    return all
  },
  get unread(): Announcement[] {
    return unread
  },
  get loaded(): boolean {
    return reply !== null
  },
  /** Whether the contest has a campaign around it. */
  get campaign(): boolean {
    return reply?.campaign ?? false
  },
  get newAnswers(): number {
    return reply?.newAnswers ?? 0
  },
  /** Titles of what came while the page was open, for a screen reader. */
  get arrived(): string {
    return arrived
  },
  markRead(ids: readonly string[]): void {
    read = readAfter(read, all, ids)
    try {
      localStorage.setItem(READ, JSON.stringify(read))
    } catch {
      // Private mode: what was read is known until the page closes.
    }
  },
  answersSeen(): void {
    if (reply !== null) reply = { ...reply, newAnswers: 0 }
  },
}

/** Ask for news now and then while a screen that shows them is open and visible; the browser's cache makes "nothing new" a reply without a body. */
export function followNews(): void {
  const slug = $derived(session.contest?.contest.slug ?? null)
  const who = $derived(session.me?.id ?? '')
  $effect(() => {
    const [asked, reader] = [slug, who]
    if (asked !== null) return untrack(() => poll(asked, reader))
    return undefined
  })
}

function poll(slug: string, who: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let ended = false
  let looking = false
  const reader = `${slug} ${who}`
  if (lookedFor !== reader) {
    reply = null
    lookedFor = reader
    lookedAt = -Infinity
  }
  const later = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), ms)
  }
  async function look(): Promise<void> {
    // A hidden page asks nothing; it goes on when it is seen again.
    if (looking || document.visibilityState !== 'visible') return
    looking = true
    try {
      const next = await call('getNews', { params: { slug } })
      if (ended) return
      lookedAt = performance.now()
      failures = 0
      take(next)
    } catch {
      failures += 1
    } finally {
      looking = false
    }
    if (!ended) later(newsWait(failures, Math.random()))
  }
  const seenAgain = (): void => {
    if (document.visibilityState === 'visible') later(Math.max(0, lookedAt + FRESH_MS - performance.now()))
  }
  document.addEventListener('visibilitychange', seenAgain)
  seenAgain()
  return () => {
    ended = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seenAgain)
  }
}
