import { paperPictures } from '../../lib/ui/question/picture-text.ts'
import { prefetchPictures } from '../../lib/ui/question/pictures.svelte.ts'
import { refreshContest, session, whoIsHere } from '../session.svelte.ts'
import { judge, later, pulse, save } from './attempt-line.ts'
import type { AttemptState } from './attempt-state.svelte.ts'
import type { AttemptView, SaveReply } from './attempt-view.ts'
import { followServer } from './follow.ts'
import { keepSession } from './kept/kept-session.ts'
import { phoneStore } from './kept/phone-store.ts'
import { createPost } from './post.ts'
import { attemptSync } from './sync.svelte.ts'
import type { Tap } from './tap.ts'

export type Exchange = ReturnType<typeof attemptExchange>

/** All that passes between this phone and the server about one attempt: taps there, and the clock, other phones' answers and the result back. */
export function attemptExchange(state: AttemptState, closed: () => boolean) {
  const { attemptId, kept, clock, sheet, late } = state
  const owner = (): string => session.me?.id ?? ''
  const finished = (): boolean => server.view !== null && server.view.result !== null

  function takeSaved(reply: SaveReply, asked: number, sent: readonly Tap[]): void {
    state.takeClock(reply)
    follow.plan()
    sheet.adopt(reply.changed, asked, state.waiting(sent))
    if (reply.held.length === 0) return
    late.held(reply.held)
    if (!finished()) void server.sync()
  }
  const follow = followServer({
    pulse: async () => {
      const asked = sheet.beat()
      takeSaved(await pulse(attemptId, clock.since), asked, [])
      if (!finished()) state.keepAnswers()
      post.retryNow()
    },
    sync: () => server.sync(),
    ended: () => closed() || finished() || server.view === null,
    clockKnown: () => clock.reading === 'exact',
    paused: () => clock.pausedMs !== null,
    company: () => sheet.company,
  })
  const post = createPost({
    kept,
    watch: clock.watch,
    newId: () => `${Date.now()}-${Math.random()}`,
    level: async () => {
      if (clock.reading !== 'exact') await follow.ask()
      if (clock.reading !== 'exact') throw new Error('the clock is not known')
    },
    serverNow: clock.now,
    since: () => clock.since,
    save: async (body, taps) => {
      const asked = sheet.beat()
      takeSaved(await save(attemptId, body), asked, taps)
    },
    judge,
    later,
    random: Math.random,
    changed: state.outbox,
    acknowledged: (taps) => {
      sheet.acknowledged(taps)
      if (!finished()) state.keepAnswers()
    },
    stopped: (verdict, error, lost) => {
      if (verdict === 'drop') state.refuse(error)
      void server.sync().then(() => {
        if (verdict === 'finished' && server.view !== null) void late.lost(lost, server.view.responses)
      })
    },
  })
  const server = attemptSync({
    attemptId,
    beat: sheet.beat,
    closed,
    ready: () => opened,
    take: (reply, asked, before) => {
      state.takeClock(reply)
      follow.plan()
      sheet.adoptAll(reply, asked, state.waiting(), before === null)
      state.place.within(reply.questions.length)
      if (reply.result === null) return goesOn(reply)
      late.held(reply.held)
      void conclude(before?.result === null)
    },
  })

  /** Takes over what an earlier page or another tab has left behind, and shows it. */
  async function collect(): Promise<void> {
    for (const tap of await post.collect()) sheet.tapped(tap)
  }
  const opened = open()
  async function open(): Promise<void> {
    await state.recall()
    await collect()
  }
  /** The paper that this person's phone has kept, unless the server was quicker. */
  async function showKept(): Promise<void> {
    await Promise.all([whoIsHere, opened])
    const paper = await kept.paper(owner())
    if (paper !== null && server.view === null) server.show(paper.view)
  }
  void showKept()
  function goesOn(view: AttemptView): void {
    // Before the first question is drawn, so that its pictures come first and the others are there when the line is not.
    void prefetchPictures(paperPictures(view.questions))
    void whoIsHere.then(() => Promise.all([kept.keepPaper({ owner: owner(), view }), keepSession(phoneStore, session, view)]))
    state.keepAnswers()
    post.retryNow()
  }
  /** The attempt is over: answers that still wait are offered once more, so that they are held or their refusal is told. */
  async function conclude(wasRunning: boolean): Promise<void> {
    follow.stop()
    if (wasRunning) void refreshContest()
    await collect()
    post.retryNow()
    await post.whenEmpty()
    if (closed() || state.unsaved.length > 0) return
    post.close()
    await kept.forget()
  }

  return { post, server, follow, collect, finished }
}
