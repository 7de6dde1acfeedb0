import type { CommendationRules, PersonKind } from '@hoithi/shared/contracts/commendation'
import { passedOver, shortlist, unionCandidates, type Asked, type Candidate, type Choice, type ShortKind } from '../../domain/commendation.ts'
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
  const asked: Asked[] = []
  for (const kind of rules.kinds) {
    if (kind.for === 'collective') asked.push({ kind, candidates: unionCandidates(kind, merits.unions) })
    else if (kind.source === 'byHand') asked.push({ kind, candidates: putForward(nominees, kind, merits) })
    else {
      const chosen = new Set(choices.flatMap(({ kindKey, subjectId }) => (kindKey === kind.key ? [subjectId] : [])))
      asked.push({ kind, ...(await merits.people(kind, { chosen, passedOver: passedOver(kind, asked, choices) })) })
    }
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
const putForward = (nominees: readonly Nominee[], { key, groupBy }: PersonKind, { placeOf }: MeritsNow): Candidate[] =>
  nominees
    .filter(({ kindKey }) => kindKey === key)
    .map(({ id, fullName, unionId, merit }) => {
      const placed = placedIn(groupBy, placeOf(unionId))
      return { subjectId: id, name: fullName, ...placed, order: [0], points: null, figures: [], merit, out: null }
    })

/** The same of a list as it is stored. */
export async function reckonList(needs: Needs, known: Known, list: Commendation, choices: readonly Choice[]): Promise<Reckoned> {
  return reckon(needs, known, { rules: list.rules, choices, nominees: await needs.storage.commendations.nominees(list.id) })
}
