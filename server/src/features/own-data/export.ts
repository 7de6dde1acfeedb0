import type { OwnData } from '@hoithi/shared/contracts/own-data'
import type { Services } from '../../services.ts'

/** Names the layout of the file; `docs/formats.md` says what each field means. */
const FORMAT = 'hoithi-own-data/1'

/** One file with everything: what the page shows, and each saved answer by position and letter, the late ones too. */
export async function ownDataFile({ storage }: Pick<Services, 'storage'>, data: OwnData): Promise<string> {
  const attempts = []
  for (const attempt of data.attempts) {
    const [responses, late] = await Promise.all([storage.attempts.responses(attempt.id), storage.attempts.heldResponses(attempt.id)])
    attempts.push({ ...attempt, responses: responses.map(answerOf), lateResponses: late.map(answerOf) })
  }
  const { now, ...rest } = data
  return JSON.stringify({ format: FORMAT, exportedAt: now, ...rest, attempts }, null, 2)
}

const answerOf = ({ position, choice, tappedAt }: { position: number; choice: string[]; tappedAt: number }) => ({ position, choice, tappedAt })
