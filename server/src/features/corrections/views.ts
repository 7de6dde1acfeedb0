import { correctedBy, type VersionRule } from '../../domain/key-correction.ts'
import type { Move, Place } from '../../domain/rank-moves.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { AskedVersion, Correction, CorrectionRow } from '../../ports/corrections.ts'
import type { TrialFound } from '../../ports/regrading.ts'
import type { Services } from '../../services.ts'

type Faces = Awaited<ReturnType<Services['storage']['corrections']['faces']>>

/** Mean share of the points that was earned. */
export const facilityOf = ({ drawn, earned }: { drawn: number; earned: number }): number | null =>
  drawn === 0 ? null : Math.round((earned / drawn) * 1_000) / 1_000

/** What holds for each question of a round, by the newest decision on it; nothing where that took the others back. */
export function treatmentByQuestion(decisions: readonly Correction[]): Map<string, VersionRule['treatment']> {
  const held = new Map<string, VersionRule['treatment']>()
  for (const { questionId, treatment } of decisions) {
    if (treatment === 'original') held.delete(questionId)
    else held.set(questionId, treatment)
  }
  return held
}

export function correctionView(row: CorrectionRow, decisions: readonly Correction[]): ReplyOf<'listCorrections'>['corrections'][number] {
  const { versionNumbers, contestId: _contest, roundId: _round, actorId: _actor, seenTo: _seenTo, versions: _keys, ...shown } = row
  const later = decisions.filter(({ seq, questionId }) => seq > row.seq && questionId === row.questionId)
  const holds = row.treatment !== 'original' && Object.keys(row.versions).some((id) => !later.some(({ versions }) => id in versions))
  return { ...shown, versions: versionNumbers, holds }
}

export function askedVersionView(version: AskedVersion, decisions: readonly Correction[]): ReplyOf<'getAskedQuestion'>['versions'][number] {
  const { questionId: _question, earned, ...shown } = version
  const rule = correctedBy(decisions).get(version.id)
  const key = rule?.key ?? null
  return {
    ...shown,
    facility: facilityOf({ drawn: version.drawn, earned }),
    treatment: rule?.treatment ?? null,
    newKey: key === null ? null : { correct: key.correct, answers: key.answers, caseMatters: key.caseMatters, accentsMatter: key.accentsMatter },
  }
}

const nobody = { fullName: '', unionName: '' }
export const moverView = ({ unionId: _, ...move }: Move, faces: Faces) => ({ ...move, ...(faces.get(move.contestantId) ?? nobody) })
const placeView = ({ unionId: _, ...place }: Place, faces: Faces) => ({ ...place, ...(faces.get(place.contestantId) ?? nobody) })

/** Everybody whom a trial names besides the page of movers. */
export const namedIn = ({ topBefore, topAfter }: TrialFound): { contestantId: string; unionId: string }[] => [...topBefore, ...topAfter]

export function foundView({ movers: _, topBefore, topAfter, ...figures }: TrialFound, faces: Faces) {
  return {
    ...figures,
    topBefore: topBefore.map((place) => placeView(place, faces)),
    topAfter: topAfter.map((place) => placeView(place, faces)),
  }
}
