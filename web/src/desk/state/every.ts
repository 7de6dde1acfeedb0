/** Run a task again and again, `periodMs` after the start and after each end of it, while the page is visible; the returned function stops it. */
export function every(periodMs: number, task: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let running = false
  async function turn(): Promise<void> {
    clearTimeout(timer)
    if (stopped || running || document.hidden) return
    running = true
    try {
      await task()
    } finally {
      running = false
      if (!stopped) timer = setTimeout(() => void turn(), periodMs)
    }
  }
  const onVisible = () => void turn()
  document.addEventListener('visibilitychange', onVisible)
  timer = setTimeout(() => void turn(), periodMs)
  return () => {
    stopped = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
