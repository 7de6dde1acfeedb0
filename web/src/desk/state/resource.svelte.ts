import { problemOf, type Problem } from './problem.ts'

export type Resource<T> = {
  /** The newest reply; the one before it stays while another is on its way. */
  readonly value: T | null
  readonly problem: Problem | null
  readonly loading: boolean
  reload(): Promise<void>
}

/** Something loaded from the server, and again whenever what `load` reads changes; replies that were overtaken are dropped. Call it while a component starts. */
export function resource<T>(load: () => Promise<T>): Resource<T> {
  let value = $state.raw<T | null>(null)
  let problem = $state.raw<Problem | null>(null)
  let loading = $state(true)
  let turn = 0

  async function reload(): Promise<void> {
    turn += 1
    const mine = turn
    loading = true
    try {
      const loaded = await load()
      if (mine !== turn) return
      value = loaded
      problem = null
    } catch (error) {
      if (mine === turn) problem = problemOf(error)
    } finally {
      if (mine === turn) loading = false
    }
  }

  $effect(() => {
    void reload()
    return () => {
      turn += 1
    }
  })
  return {
    get value() {
      return value
    },
    get problem() {
      return problem
    },
    get loading() {
      return loading
    },
    reload,
  }
}
