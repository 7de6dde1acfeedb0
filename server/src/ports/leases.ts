/** Duties that one server at a time has. */
export type Lease = {
  /** Have a duty for the next `ms`, or have it longer; false while another one has it. */
  take: (name: string, holder: string, ms: number) => Promise<boolean>
  /** Give it up before its time. */
  end: (name: string, holder: string) => Promise<void>
}
