import { ADDRESS_PEOPLE, DEVICE_PEOPLE } from './flags-shared.ts'
import { FAST_SHARE, MEDIAN_PART, READING_CHARACTERS_PER_SECOND, RIGHT_SHARE } from './flags-speed.ts'
import { TWIN_LEAST } from './flags-twins.ts'
import { SIGHTINGS_MS } from './sighting.ts'

/** The limits by which flags are found, as a judge reads them. */
export const flagLimits = {
  charactersPerSecond: READING_CHARACTERS_PER_SECOND,
  fastPercent: FAST_SHARE * 100,
  rightPercent: RIGHT_SHARE * 100,
  medianPercent: MEDIAN_PART * 100,
  twinLeast: TWIN_LEAST,
  devicePeople: DEVICE_PEOPLE,
  addressPeople: ADDRESS_PEOPLE,
  sightingDays: SIGHTINGS_MS / 86_400_000,
}
