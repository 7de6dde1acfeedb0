import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Round } from '../../domain/contest.ts'
import { fileNamePart } from '../../domain/names.ts'
import { SENT } from '../../http/route.ts'

const types = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const

/** Stream an item analysis under the name of its round. */
export function sendItems(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Readable,
  { round, format }: { round: Round; format: keyof typeof types },
): typeof SENT {
  request.raw.once('close', () => bytes.destroy())
  const name = `phan-tich-cau-hoi-${fileNamePart(round.title, 80)}.${format}`
  void reply.type(types[format]).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
  return SENT
}
