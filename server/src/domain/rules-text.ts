import { bilingual, type Bilingual } from './bilingual.ts'
import type { Contest, Round } from './contest.ts'
import { momentWords } from './local-time.ts'
import { appealsInWords, certificateInWords, entryInWords, overallInWords, prizesInWords } from './rules-text-contest.ts'
import { practiceInWords, roundInWords } from './rules-text-round.ts'
import { plural } from './rules-words.ts'

type Told = Pick<Contest, 'opensAt' | 'closesAt' | 'timeZone' | 'settings'>
type ToldRound = Pick<Round, 'title' | 'opensAt' | 'closesAt' | 'rules' | 'practice'>

/**
 * The rules of a contest in plain words, from its configuration alone, so that what is told and what is done cannot differ.
 * What all rounds have in common is told once. `unionNames`: of the unions that may take part, by id.
 */
export function rulesInWords(contest: Told, rounds: readonly ToldRound[], unionNames: ReadonlyMap<string, string> = new Map()): Bilingual[] {
  const real = rounds.filter(({ practice }) => !practice)
  const practice = rounds.filter((round) => round.practice)
  return [
    period(contest, real.length),
    ...rounds.map((round) => window(round, contest.timeZone)),
    ...entryInWords(contest.settings, unionNames),
    ...together(real.map(({ title, rules }) => ({ title, lines: roundInWords(rules) }))),
    ...together(practice.map(({ title, rules }) => ({ title, lines: practiceInWords(rules) }))),
    ...prizesInWords(contest.settings.prizes),
    ...certificateInWords(contest.settings),
    ...overallInWords(
      contest.settings,
      real.length,
      real.some(({ rules }) => rules.tieBreaks.includes('predictionDistance')),
    ),
    ...(real.length > 0 ? [appealsInWords(contest.settings)] : []),
  ]
}

function period({ opensAt, closesAt, timeZone }: Told, rounds: number): Bilingual {
  const [from, until] = [momentWords(opensAt, timeZone), momentWords(closesAt, timeZone)]
  return bilingual(
    `Cuộc thi mở từ ${from} đến trước ${until}, gồm ${rounds} kỳ thi.`,
    `The contest is open from ${from} until just before ${until}, in ${plural(rounds, 'round')}.`,
  )
}

function window({ title, opensAt, closesAt }: ToldRound, timeZone: string): Bilingual {
  const [from, until] = [momentWords(opensAt, timeZone), momentWords(closesAt, timeZone)]
  return bilingual(`${title}: từ ${from} đến trước ${until}.`, `${title}: from ${from} until just before ${until}.`)
}

/** Lines that every round has are told once and first, the others with the title of their round. */
function together(rounds: readonly { title: string; lines: Bilingual[] }[]): Bilingual[] {
  const [first, ...others] = rounds
  if (first === undefined) return []
  const everywhere = (line: Bilingual): boolean => others.every(({ lines }) => lines.some(({ vi }) => vi === line.vi))
  const own = rounds.flatMap(({ title, lines }) =>
    lines
      .filter((line) => !everywhere(line) || !first.lines.some(({ vi }) => vi === line.vi))
      .map(({ vi, en }) => bilingual(`${title} – ${vi}`, `${title} – ${en}`)),
  )
  return [...first.lines.filter(everywhere), ...own]
}
