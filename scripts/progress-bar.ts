const BAR = 24
const TOLD_MS = 5_000

export type Bar = { show: (part: string, done: number, total: number) => void; end: () => void }

/** Percent, rate and time left: one line that is written over and over on a terminal, a line every few seconds elsewhere. */
export function progressBar(
  write: (text: string) => void = (text) => void process.stderr.write(text),
  terminal: boolean = process.stderr.isTTY,
): Bar {
  let part = ''
  let [began, told] = [0, 0]
  return {
    show(now, done, total) {
      const at = performance.now()
      if (now !== part) [part, began, told] = [now, at, 0]
      if (at - told < (terminal ? 200 : TOLD_MS) && done < total) return
      told = at
      write(terminal ? `\r${barLine(part, { done, total, ms: at - began })}\u001b[K` : `${barLine(part, { done, total, ms: at - began })}\n`)
      if (terminal && done >= total) write('\n')
    },
    end: () => {
      if (terminal) write('\r\u001b[K')
    },
  }
}

/** E.g. "attempts [######............] 25 % · 500000/2000000 · 8000/s · 3 min 8 s left". */
export function barLine(part: string, { done, total, ms }: { done: number; total: number; ms: number }): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const perSecond = ms > 0 ? (done / ms) * 1_000 : 0
  const bar = `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')}]`
  const left = perSecond > 0 ? ` · ${Math.round(perSecond)}/s · ${spanText((total - done) / perSecond)} left` : ''
  return `${part} ${bar} ${String(Math.floor(share * 100)).padStart(3)} % · ${done}/${total}${left}`
}

const spanText = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
