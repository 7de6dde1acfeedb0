import type { Bilingual } from '../domain/bilingual.ts'
import { checkTexts, say, words, type Language } from './report-text.ts'
import type { ProofFile } from '../ports/proof.ts'
import type { Replayed } from '../ports/replays.ts'
import { NAMED_AT_MOST, type Fault, type Ledger } from './fault.ts'

const figure = (value: number, language: Language): string => new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en').format(value)

export const faultsIn = (ledger: Ledger): number => ledger.tallies().reduce((sum, [, { faults }]) => sum + faults, 0)

/** Files of sealed revisions with what a copy of each must hash to. */
export function exportLines(files: readonly ProofFile[], language: Language): string[] {
  if (files.length === 0) return []
  return [
    say(words.files, language),
    ...files.map(({ round, revision, scopeName, format, sha256 }) => `${sha256}  ${round} (${revision}) ${scopeName} ${format}`),
    '',
  ]
}

/** The first rows of a ranking as it once stood. */
export function rankingLines(round: string, { head, people, attempts, rows, sealed }: Replayed, language: Language): string[] {
  const at = head.at === null ? say(words.start, language) : new Date(head.at).toISOString()
  return [
    say(words.asOf, language, { round, seq: head.seq, at, people, attempts }),
    ...(sealed ? [] : [say(words.noPrediction, language)]),
    ...rows.map(({ rank, score, maxScore, durationMs, fullName, unionName }) =>
      [
        String(rank).padStart(6),
        `${score}/${maxScore}`.padStart(9),
        `${(durationMs / 1000).toFixed(3)} s`.padStart(12),
        ` ${fullName} · ${unionName}`,
      ].join(' '),
    ),
  ]
}

/** What was checked as a table of lines, then every fault that is named, then what it comes to. */
export function reportLines(ledger: Ledger, language: Language, whole: Bilingual = words.whole): string[] {
  const tallies = ledger.tallies()
  const total = faultsIn(ledger)
  const heading = [say(words.check, language), say(words.checked, language), say(words.faults, language)] as const
  const rows = tallies.map(
    ([name, { checked, faults }]) => [say(checkTexts[name], language), figure(checked, language), figure(faults, language)] as const,
  )
  const wide = Math.max(...[heading, ...rows].map(([name]) => name.length))
  const line = ([name, checked, faults]: readonly [string, string, string]): string =>
    `${name.padEnd(wide)}  ${checked.padStart(11)}  ${faults.padStart(7)}`
  const unnamed = tallies.flatMap(([name, { faults }]) =>
    faults > NAMED_AT_MOST ? [say(words.more, language, { count: faults - NAMED_AT_MOST, check: say(checkTexts[name], language) })] : [],
  )
  return [
    line(heading),
    ...rows.map(line),
    '',
    ...ledger.faults().map((fault) => faultLine(fault, language)),
    ...unnamed,
    total === 0 ? say(whole, language) : say(words.broken, language, { count: figure(total, language) }),
  ]
}

function faultLine({ check, table, key, field, expected, found }: Fault, language: Language): string {
  const where = say(words.where, language, { table, key, field })
  return `✗ ${say(checkTexts[check], language)}: ${where}: ${say(words.expected, language)} ${expected}, ${say(words.found, language)} ${found}`
}
