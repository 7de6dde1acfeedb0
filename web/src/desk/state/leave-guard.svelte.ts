import { blockNavigation } from 'sv-router'

/** Asks before a page with unsaved changes is left: by a link, back or forward, a closed tab. Call it while a component starts. */
export function leaveGuard(unsaved: () => boolean) {
  let answer = $state.raw<((leave: boolean) => void) | null>(null)

  /** Whether to leave; asks only where there is something to lose. */
  function mayLeave(): Promise<boolean> {
    if (!unsaved()) return Promise.resolve(true)
    answer?.(false)
    return new Promise((resolve) => {
      answer = (leave) => {
        answer = null
        resolve(leave)
      }
    })
  }
  $effect(() => blockNavigation({ beforeUnload: () => !unsaved(), onNavigate: mayLeave }))
  return {
    get asking(): boolean {
      return answer !== null
    },
    answer(leave: boolean): void {
      answer?.(leave)
    },
    mayLeave,
  }
}
