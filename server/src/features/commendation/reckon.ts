import type { CommendationRules } from '@hoithi/shared/contracts/commendation'
import { shortlist, unionCandidates, type Candidate, type Choice, type ShortKind } from '../../domain/commendation.ts'
import type { Commendation, CommendationFacts, Nominee } from '../../domain/commendation-list.ts'
import { canonical } from '../../domain/receipt.ts'
import type { Services } from '../../services.ts'
import type { Known } from '../campaigns/known.ts'
import { meritsNow, type MeritsNow } from './merits.ts'
import { placedIn } from './ranked-authors.ts'

type Needs = Pick<Services, 'storage' | 'sha256' | 'clock'>
export type Reckoned = { kinds: ShortKind[]; /** Stands for all of it. */ shown: string; merits: MeritsNow; facts: CommendationFacts }
type Said = { rules: CommendationRules; choices: readonly Choice[]; nominees: readonly Nominee[] }

/** The shortlist that criteria give on the figures of now, with what people decided. */
async function reckon(needs: Needs, { contest, campaign }: Known, { rules, choices, nominees }: Said): Promise<Reckoned> {
  const merits = await meritsNow(needs, contest)
  const asked = []
  for (const kind of rules.kinds) {
    const candidates =
      kind.for === 'collective'
        ? unionCandidates(kind, merits.unions)
        : kind.source === 'byHand'
          ? await putForward(
              needs,
              nominees.filter(({ kindKey }) => kindKey === kind.key),
              kind.groupBy,
              merits,
            )
          : await merits.people(kind)
    asked.push({ kind, candidates })
  }
  const kinds = shortlist(asked, choices)
  const { basis, people, attempts } = merits.asOf
  const { name, legalBasis, opensAt, closesAt } = campaign
  const { title, organiser, timeZone } = contest
  const facts = { campaign: name, legalBasis, contest: title, organiser, timeZone, opensAt, closesAt, people, attempts, basis }
  return {
    kinds,
    shown: needs.sha256(canonical(kinds)),
    merits,
    facts: { ...facts, at: needs.clock.now(), rehearsal: needs.clock.rehearsal },
  }
}

/** Nobody ranks those whom people put forward: they are all equal. */
async function putForward(
  { storage }: Needs,
  nominees: readonly Nominee[],
  groupBy: CommendationRules['kinds'][number]['groupBy'],
  { placeOf }: MeritsNow,
): Promise<Candidate[]> {
  const names = await storage.unions.names(nominees.map(({ unionId }) => unionId))
  return nominees.map(({ id, fullName, unionId, merit }) => {
    const placed = placedIn(groupBy, placeOf(unionId), names.get(unionId) ?? '')
    return { subjectId: id, name: fullName, ...placed, order: [0], points: null, figures: [], merit, out: null }
  })
}

/** The same of a list as it is stored. */
export async function reckonList(needs: Needs, known: Known, list: Commendation, choices: readonly Choice[]): Promise<Reckoned> {
  return reckon(needs, known, { rules: list.rules, choices, nominees: await needs.storage.commendations.nominees(list.id) })
}
