import { refusals, type RefusalCode } from '@hoithi/shared/refusals'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refused } from '../domain/decision.ts'
import { placeOf } from './place.ts'
import { cannotWrite } from './readiness.ts'
import { sparing } from './sparing.ts'
import { refusalTexts, type Language } from './refusal-texts.ts'

/** The language that a caller reads. */
export function languageOf(request: FastifyRequest): Language {
  return request.headers['accept-language']?.toLowerCase().startsWith('en') === true ? 'en' : 'vi'
}

declare module 'fastify' {
  interface FastifyReply {
    /** The code with which a request was refused. */
    refusal: RefusalCode | null
  }
}

/** A sentence with the figures of its refusal in it: `{phone}` where the details have a phone. */
const filled = (sentence: string, details: unknown): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = typeof details === 'object' && details !== null ? (details as Record<string, unknown>)[name] : undefined
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole
  })

/** A refusal as a caller reads it. */
export const refusalWords = (request: FastifyRequest, { reason, details }: Omit<Refused, 'ok'>): string =>
  filled(refusalTexts[reason][languageOf(request)], details)

/** Answer with a refusal: `{code, message, details?}` in the caller's language. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refused: Omit<Refused, 'ok'>): FastifyReply {
  reply.refusal = refused.reason
  const message = refusalWords(request, refused)
  return reply
    .code(refusals[refused.reason])
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ code: refused.reason, message, requestId: request.id, ...(refused.details === undefined ? {} : { details: refused.details }) })
}

type Fault = { field: string; message: string }

/** Fields that a contract refused; zod and JSON schema name them alike. */
function faults(error: FastifyError): Fault[] {
  return (error.validation ?? []).map((issue) => ({
    field:
      issue.instancePath
        .split('/')
        .filter((part) => part !== '')
        .join('.') || String(issue.params['missingProperty'] ?? ''),
    message: issue.message ?? '',
  }))
}

const byFastifyCode: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'invalid-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-request',
}

/** How long who could not be served is asked to wait. */
const AGAIN_SECONDS = 5

/** The one error handler, and the reply to an unknown address below /api. */
export function handleErrors(app: FastifyInstance): void {
  app.decorateReply('refusal', null)
  const tell = sparing()
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.validation !== undefined) return sendRefusal(request, reply, { reason: 'invalid-request', details: faults(error) })
    const known = byFastifyCode[error.code]
    if (known !== undefined) return sendRefusal(request, reply, { reason: known })
    if (error.statusCode === 429) return sendRefusal(request, reply, { reason: 'too-many-requests' })
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
      return sendRefusal(request, reply, { reason: error.statusCode === 404 ? 'not-found' : 'invalid-request' })
    tell(error, { error: (err) => request.log.error({ err, route: placeOf(request) }, 'failed') })
    if (!cannotWrite(error)) return sendRefusal(request, reply, { reason: 'internal' })
    // Nothing was acknowledged, and the phone keeps its answer.
    return sendRefusal(request, reply.header('retry-after', String(AGAIN_SECONDS)), { reason: 'unavailable' })
  })
}
