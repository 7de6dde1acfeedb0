import { undecidedIn, type Choice, type ShortGroup, type ShortKind, type ShortLine } from '../../domain/commendation.ts'
import { agreedLines, type Commendation, type CommendationFacts, type CommendedLine } from '../../domain/commendation-list.ts'
import { ruleWords } from '../../domain/commendation-words.ts'
import { maskedName } from '../../domain/names.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { ChoiceRow, CommendationRow, PraisedLine } from '../../ports/commendations.ts'
import type { Services } from '../../services.ts'
import type { Known } from '../campaigns/known.ts'
import { meritsNow } from './merits.ts'
import { reckonList } from './reckon.ts'

type Needs = Pick<Services, 'storage' | 'sha256' | 'clock'>
type Board = ReplyOf<'getCommendation'>
/** So many behind the last place, and so many who are left out, are told of each group. */
const BELOW_SHOWN = 10
const OUT_SHOWN = 30

const plainChoices = (rows: readonly ChoiceRow[]): Choice[] => rows.map(({ by: _, ...choice }) => choice)

/** A contest's list: the one that is asked for, else the draft, else the newest. */
export async function commendationView(needs: Needs, known: Known, commendationId: string | undefined): Promise<Board | null> {
  const { storage, clock } = needs
  const history = await storage.commendations.lists(known.contest.id)
  const list = (commendationId === undefined ? history[0] : history.find(({ id }) => id === commendationId)) ?? null
  if (list === null && commendationId !== undefined) return null
  const about = {
    campaign: known.campaign.name,
    contest: known.contest.title,
    list: list === null ? null : rowView(list),
    rules: list?.rules ?? null,
    history: history.map(rowView),
    now: clock.now(),
  }
  if (list?.state !== 'draft') {
    const lines = list === null ? [] : await storage.commendations.lines(list.id)
    const { basis, waiting } =
      list?.facts === null || list === null ? (await meritsNow(needs, known.contest)).asOf : { basis: list.facts.basis, waiting: [] }
    return { ...about, kinds: [], shown: null, undecided: 0, lines, basis, waiting }
  }
  const rows = await storage.commendations.choices(list.id)
  const { kinds, shown, merits } = await reckonList(needs, known, list, plainChoices(rows))
  const byOf = new Map(rows.map(({ kindKey, subjectId, by }) => [`${kindKey} ${subjectId}`, by]))
  const { basis, waiting } = merits.asOf
  return { ...about, kinds: kinds.map((kind) => kindView(kind, kinds, byOf)), shown, undecided: undecidedIn(kinds), lines: [], basis, waiting }
}

export function rowView(row: CommendationRow): NonNullable<Board['list']> {
  const { id, number, state, edition, createdAt, createdByName, decidedAt, decidedByName, reason, digest, collectives, people } = row
  const { praisedAt, unpraisedReason } = row
  return {
    id,
    number,
    state,
    edition,
    createdAt,
    createdBy: createdByName,
    decidedAt,
    decidedBy: decidedByName,
    reason,
    digest,
    collectives,
    people,
    praisedAt,
    unpraisedReason,
  }
}

function kindView({ kind, groups }: ShortKind, all: readonly ShortKind[], byOf: ReadonlyMap<string, string>): Board['kinds'][number] {
  const titleOf = (key: string): string => all.find((one) => one.kind.key === key)?.kind.title ?? ''
  const lines = groups.flatMap((group) => group.lines)
  const count = (...states: ShortLine['state'][]): number => lines.filter(({ state }) => states.includes(state)).length
  return {
    key: kind.key,
    title: kind.title,
    for: kind.for,
    byHand: kind.for === 'person' && kind.source === 'byHand',
    rule: ruleWords(kind, titleOf),
    groups: groups.map((group) => groupView(group, kind.key, byOf)),
    proposed: count('proposed'),
    agreed: count('agreed'),
    undecided: count('proposed', 'tied'),
  }
}

function groupView(
  { lines, beyond, excluded, ...group }: ShortGroup,
  key: string,
  byOf: ReadonlyMap<string, string>,
): Board['kinds'][number]['groups'][number] {
  const below = lines.filter(({ state }) => state === 'below')
  const told = new Set(below.slice(0, BELOW_SHOWN))
  return {
    ...group,
    lines: lines.filter((line) => line.state !== 'below' || told.has(line)).map((line) => lineView(line, byOf.get(`${key} ${line.subjectId}`) ?? '')),
    below: below.length + beyond,
    excluded: excluded.slice(0, OUT_SHOWN),
    excludedCount: excluded.length,
  }
}

const lineView = ({ choice, ...line }: ShortLine, by: string): Board['kinds'][number]['groups'][number]['lines'][number] => ({
  ...line,
  upward: choice?.upward ?? false,
  choice: choice === null ? null : { words: choice.words, by, at: choice.at },
})

/** What the papers of a list tell: as it was decided, or as figures and choices are now. */
export async function toldBy(needs: Needs, known: Known, list: Commendation): Promise<{ facts: CommendationFacts; lines: CommendedLine[] }> {
  const { storage } = needs
  if (list.facts !== null) return { facts: list.facts, lines: await storage.commendations.lines(list.id) }
  const { facts, kinds } = await reckonList(needs, known, list, plainChoices(await storage.commendations.choices(list.id)))
  return { facts, lines: agreedLines(kinds) }
}

/** A person as public boards show them; one without a phone, whom others put forward, by the last two words of their name. */
export function praisedView({ subjectId, name, phone, ...line }: PraisedLine, ownId: string | null): ReplyOf<'getPraise'>['lines'][number] {
  const shown = line.for === 'collective' ? name : phone === '' ? name.split(' ').slice(-2).join(' ') : maskedName(name, phone)
  return { ...line, name: shown, mine: subjectId === ownId }
}
