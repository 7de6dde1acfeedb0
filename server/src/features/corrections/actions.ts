import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { AnswerKey } from '../../domain/grading.ts'
import { correctedBy, keyFits, keyFor, type KeyCorrection, type NewKey } from '../../domain/key-correction.ts'
import { canonical } from '../../domain/receipt.ts'
import type { AskedVersion } from '../../ports/corrections.ts'
import type { Services } from '../../services.ts'
import { sealUnderWay } from '../rounds/seal.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'>

/** As a judge says it: a new key in the words of one version. */
export type Wish = {
  questionId: string
  treatment: KeyTreatment
  key: NewKey | null
  versionId: string
  versionIds?: string[] | undefined
}

const needsKey = (treatment: KeyTreatment): boolean => treatment === 'bothKeys' || treatment === 'newKey'

/** `numbers`: of the versions, by which people know them. */
type ReadWish = KeyCorrection & { code: string; numbers: ReadonlyMap<string, number> }

/** What holds for each version, by its number. */
const told = <Rule>(numbers: ReadonlyMap<string, number>, ruleOf: (versionId: string) => Rule): Record<string, Rule> =>
  Object.fromEntries([...numbers].map(([id, number]) => [`v${number}`, ruleOf(id)]))

/** What a wish means for each version of its question that a round's papers may hold. */
export async function readWish({ storage }: Pick<Needs, 'storage'>, roundId: string, wish: Wish): Promise<Decision<ReadWish>> {
  const found = await storage.contests.round(roundId)
  if (found === null) return refuse('not-found')
  if (found.round.practice) return refuse('practice-round')
  const asked = await storage.corrections.askedVersions(roundId, wish.questionId)
  const given = asked.find(({ id }) => id === wish.versionId)
  const meant = asked.filter(({ id }) => wish.versionIds?.includes(id) ?? true)
  if (given === undefined || meant.length === 0) return refuse('not-found')
  const versions = keysOf(wish, given, meant)
  if (!versions.ok) return versions
  const numbers = new Map(meant.map(({ id, version }) => [id, version]))
  return accept({ questionId: wish.questionId, treatment: wish.treatment, versions: versions.value, code: given.code, numbers })
}

function keysOf({ treatment, key }: Wish, given: AskedVersion, meant: readonly AskedVersion[]): Decision<Record<string, AnswerKey | null>> {
  if (!needsKey(treatment)) return accept(Object.fromEntries(meant.map(({ id }) => [id, null])))
  if (key === null || !keyFits[given.kind](key, given)) return refuse('key-refused', { versions: [given.version] })
  const keys = meant.map((version) => ({ version, found: keyFor(key, given, version) }))
  const unfit = keys.filter(({ found }) => found === null).map(({ version }) => version.version)
  if (unfit.length > 0) return refuse('key-refused', { versions: unfit })
  return accept(Object.fromEntries(keys.map(({ version, found }) => [version.id, found])))
}

/**
 * Decide on the key of a question in a round: one log entry, one audit entry with what held before and what holds now.
 * Attempts that are handed in later are graded by it at once; `regrader` grades the others again.
 */
export async function correctKey(
  needs: Needs,
  { roundId, actorId, reason }: { roundId: string; actorId: string; reason: string },
  wish: Wish,
): Promise<Decision<{ id: string; seq: number }>> {
  const { storage, clock, ids, sha256 } = needs
  if ((await sealUnderWay(storage, roundId)) !== undefined) return refuse('sealing-under-way')
  const read = await readWish(needs, roundId, wish)
  const found = await storage.contests.round(roundId)
  if (!read.ok || found === null) return read.ok ? refuse('not-found') : read
  const { code, numbers, ...decision } = read.value
  const { questionId, treatment, versions } = decision
  const held = correctedBy(await storage.corrections.ofRound(roundId))
  const before = told(numbers, (id) => held.get(id) ?? { treatment: 'original', key: null })
  const after = told(numbers, (id) => ({ treatment, key: versions[id] ?? null }))
  const at = clock.now()
  const [correctionId, auditId, salt] = [ids.next(at), ids.next(at), ids.seed()]
  const decisionHash = sha256(canonical({ salt, ...decision }))
  return storage.corrections.decide(roundId, (underWay) =>
    underWay
      ? refuse('correction-under-way')
      : accept({
          ...decision,
          salt,
          event: { kind: 'correction', correctionId, roundId, contestId: found.contest.id, questionId, treatment, decisionHash, actorId, reason },
          audit: {
            ...{ id: auditId, at, actorId, action: 'correctKey', subject: `${code} · ${found.round.title}`, reason },
            details: { before, after },
          },
        }),
  )
}
