import type { FastifyRequest } from 'fastify'
import { deviceOf } from '../domain/device.ts'
import { lineOf, sightingHash, type Sight } from '../domain/sighting.ts'
import type { Services } from '../services.ts'
import { DEVICE_COOKIE } from './auth.ts'

/** Tells from which device and line a request comes, as it may be kept: never the things themselves. */
export function sightOf({ sha256, clock, config: { jwtSecret } }: Pick<Services, 'sha256' | 'clock' | 'config'>, request: FastifyRequest): Sight {
  const device = request.cookies[DEVICE_COOKIE]
  return (contestId) => {
    const keyed = { secret: jwtSecret, contestId }
    return {
      ...deviceOf(request.headers['user-agent']),
      at: clock.now(),
      deviceHash: device === undefined ? null : sightingHash(sha256, keyed, 'device', device.slice(0, 100)),
      addressHash: sightingHash(sha256, keyed, 'address', lineOf(request.ip)),
    }
  }
}
