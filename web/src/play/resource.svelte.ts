/** A value that a screen needs from the server: loaded at once, again when what it reads changes, and on request. */
export type Resource<Value> = { readonly value: Value | null; readonly failure: unknown; readonly loading: boolean; reload: () => void }

export function resource<Value>(load: () => Promise<Value>): Resource<Value> {
  let value = $state.raw<Value | null>(null)
  let failure = $state.raw<unknown>(null)
  let loading = $state(true)
  let turn = 0
  const run = (): void => {
    const mine = ++turn
    loading = true
    load().then(
      (loaded) => {
        if (mine !== turn) return
        value = loaded
        failure = null
        loading = false
      },
      (error: unknown) => {
        if (mine !== turn) return
        failure = error
        loading = false
      },
    )
  }
  $effect(run)
  return {
    get value() {
      return value
    },
    get failure() {
      return failure
    },
    get loading() {
      return loading
    },
    reload: run,
  }
}
