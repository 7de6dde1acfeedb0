import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import type { ClockState } from '../domain/preflight-machine.ts'

const LONGEST_MS = 2_000
const UNKNOWN: ClockState = { state: 'unknown', source: '', offsetMs: null }

/** What a program prints; null when there is none of that name, or it fails or takes too long. No shell. */
function printed(command: string, args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { timeout: LONGEST_MS, windowsHide: true, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } },
      (error, stdout) => resolve(error === null ? stdout : null),
    )
  })
}

/** `timedatectl show`: the kernel's own flag, whoever set it. */
export function readTimedatectl(text: string): ClockState {
  const said = /^NTPSynchronized=(yes|no)$/m.exec(text)?.[1]
  if (said === undefined) return UNKNOWN
  return { state: said === 'yes' ? 'synchronised' : 'unsynchronised', source: 'timedatectl', offsetMs: null }
}

/** `chronyc tracking`: "Leap status : Normal" and "System time : 0.000012 seconds slow of NTP time". */
export function readChrony(text: string): ClockState {
  const leap = /^Leap status\s*:\s*(.+?)\s*$/m.exec(text)?.[1]
  if (leap === undefined) return UNKNOWN
  const [, seconds, way] = /^System time\s*:\s*([\d.]+) seconds (slow|fast)/m.exec(text) ?? []
  const offsetMs = seconds === undefined ? null : Number(seconds) * 1000 * (way === 'slow' ? -1 : 1)
  return { state: leap === 'Not synchronised' ? 'unsynchronised' : 'synchronised', source: 'chronyc', offsetMs }
}

/** `ntpq -c rv`: "leap_none" and "offset=0.123" in milliseconds. */
export function readNtpq(text: string): ClockState {
  const leap = /\bleap_(none|add_sec|del_sec|alarm)\b/.exec(text)?.[1]
  if (leap === undefined) return UNKNOWN
  const offset = /\boffset=([+-]?[\d.]+)/.exec(text)?.[1]
  return { state: leap === 'alarm' ? 'unsynchronised' : 'synchronised', source: 'ntpq', offsetMs: offset === undefined ? null : Number(offset) }
}

async function timesyncd(): Promise<ClockState> {
  try {
    await access('/run/systemd/timesync/synchronized')
    return { state: 'synchronised', source: 'systemd-timesyncd', offsetMs: null }
  } catch {
    return UNKNOWN
  }
}

/** Of several opinions the one that knows the offset, else that it is synchronised, else that it is not. */
export function bestOf(opinions: readonly ClockState[]): ClockState {
  const of = (wanted: ClockState['state']): ClockState[] => opinions.filter(({ state }) => state === wanted)
  const [best] = [...of('synchronised').sort((a, b) => Number(a.offsetMs === null) - Number(b.offsetMs === null)), ...of('unsynchronised')]
  return best ?? UNKNOWN
}

/** Whether the system keeps its clock level with the world's; whoever can be asked is asked. */
export async function askClock(): Promise<ClockState> {
  const [timedatectl, chrony, ntpq, marked] = await Promise.all([
    printed('timedatectl', ['show', '--property=NTPSynchronized']),
    printed('chronyc', ['-n', 'tracking']),
    printed('ntpq', ['-n', '-c', 'rv']),
    timesyncd(),
  ])
  return bestOf([readTimedatectl(timedatectl ?? ''), readChrony(chrony ?? ''), readNtpq(ntpq ?? ''), marked])
}
