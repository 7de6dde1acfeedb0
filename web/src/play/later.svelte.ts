import type { Component } from 'svelte'

/** A part of a screen that comes after it; null until it has come. Without a line it is tried again when there is one. */
export function later<Props extends Record<string, never> | object>(
  load: () => Promise<{ default: Component<Props> }>,
): { readonly part: Component<Props> | null; fetch: () => void } {
  let part = $state.raw<Component<Props> | null>(null)
  const fetch = (): void =>
    void load().then(
      (module) => (part = module.default),
      () => window.addEventListener('online', fetch, { once: true }),
    )
  return {
    get part() {
      return part
    },
    fetch,
  }
}
