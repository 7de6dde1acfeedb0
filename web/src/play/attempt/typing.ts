/** A text is sent this long after its last key. */
const REST_MS = 600

/** The question whose text is still being typed; `settled` is called once its keys have rested or it is left. */
export function createTyping(later: (ms: number, work: () => void) => () => void, settled: () => void) {
  let typing: { position: number; callOff: () => void } | null = null

  const settle = (): void => {
    if (typing === null) return
    typing.callOff()
    typing = null
    settled()
  }
  return {
    position: (): number | null => typing?.position ?? null,
    settle,
    begin(position: number): void {
      if (typing !== null && typing.position !== position) settle()
      typing?.callOff()
      typing = { position, callOff: later(REST_MS, settle) }
    },
  }
}
