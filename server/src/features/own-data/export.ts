import type { OwnData, OwnDataFile } from '@hoithi/shared/contracts/own-data'
import type { Services } from '../../services.ts'

/** Everything that the page shows, each saved answer by position and letter, the late ones too, and from where each attempt was taken. */
export async function ownDataFile({ storage }: Pick<Services, 'storage'>, { now, ...data }: OwnData): Promise<OwnDataFile> {
  const attempts = data.attempts.map(async (attempt) => {
    const [responses, lateResponses, sightings] = await Promise.all([
      storage.attempts.responses(attempt.id),
      storage.attempts.heldResponses(attempt.id),
      storage.attempts.sightings(attempt.id),
    ])
    return { ...attempt, responses, lateResponses, sightings }
  })
  return { format: 'hoithi-own-data/1', exportedAt: now, ...data, attempts: await Promise.all(attempts) }
}
