/** Work that is done again and again in the background, with a rest before each turn, until it is stopped; a turn that failed is told and does not end it. `mine`: whether it is this server's to do now. */
export function following(work: () => Promise<unknown>, restMs: number, mine: () => boolean = () => true) {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const follow = (failed: (error: unknown) => void): void => {
    timer = setTimeout(
      () =>
        void (mine() ? work() : Promise.resolve()).catch(failed).finally(() => {
          if (!stopped) follow(failed)
        }),
      restMs,
    )
  }
  const end = (): void => {
    stopped = true
    clearTimeout(timer)
  }
  return { follow, end, stopped: () => stopped }
}
