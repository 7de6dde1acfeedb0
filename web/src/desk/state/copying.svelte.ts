/** Puts text on the clipboard and remembers how that went; a browser may refuse. */
export function copying() {
  let outcome = $state<'copied' | 'copyFailed' | null>(null)
  return {
    get outcome() {
      return outcome
    },
    async copy(text: string): Promise<void> {
      try {
        await navigator.clipboard.writeText(text)
        outcome = 'copied'
      } catch {
        outcome = 'copyFailed'
      }
    },
    forget(): void {
      outcome = null
    },
  }
}
