import type { Sample, Verdict } from './verdict.ts'

export type SoakReport = { minutes: number; people: number; samples: Sample[]; verdict: Verdict; warmBytes: number; lastBytes: number }

const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0).padStart(6)

export const soakLine = ({ seconds, residentBytes, heapBytes, externalBytes, saves }: Sample): string =>
  `${(seconds / 60).toFixed(1).padStart(7)} min ${mib(residentBytes)} MiB resident ${mib(heapBytes)} heap ${mib(externalBytes)} external ${String(saves).padStart(9)} saves`

const verdicts: Record<Verdict, string> = {
  flat: 'Memory stayed flat.',
  grows: 'Memory grew: start the server with --heapsnapshot-signal=SIGUSR2 and compare two snapshots.',
  tooShort: 'Too short to judge: memory needs five minutes and twenty samples.',
}

export function soakText({ minutes, people, verdict, warmBytes, lastBytes }: SoakReport): string {
  return `\n${people} people for ${minutes} minutes. Resident memory comes down to ${mib(warmBytes).trim()} MiB in the middle third and to ${mib(lastBytes).trim()} MiB in the last. ${verdicts[verdict]}`
}
