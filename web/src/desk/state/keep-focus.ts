/**
 * What is pressed often takes itself away (a form that is done, a row that is gone), and the focus would fall to the top of the page:
 * it goes to what the page says of the outcome, else to the page's heading.
 */
export function keepFocus(frame: HTMLElement): () => void {
  let last: Node | null = null
  const remember = (event: FocusEvent): void => {
    last = event.target as Node | null
  }
  const watcher = new MutationObserver(() => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return
    last = null
    const place = frame.querySelector<HTMLElement>('[role="status"].good:not(:empty)') ?? frame.querySelector<HTMLElement>('h1')
    if (place === null) return
    if (!place.hasAttribute('tabindex')) place.tabIndex = -1
    place.focus()
  })
  frame.addEventListener('focusin', remember)
  watcher.observe(frame, { childList: true, subtree: true })
  return () => {
    frame.removeEventListener('focusin', remember)
    watcher.disconnect()
  }
}
