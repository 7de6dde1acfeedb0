import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileNamePart } from '../../domain/names.ts'
import { SENT } from '../../http/route.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Stream a workbook under a name that every file system takes. */
export function sendWorkbook(request: FastifyRequest, reply: FastifyReply, bytes: Readable, name: string): typeof SENT {
  request.raw.once('close', () => bytes.destroy())
  void reply
    .type(XLSX)
    .header('content-disposition', `attachment; filename="${fileNamePart(name, 100)}.xlsx"`)
    .send(bytes)
  return SENT
}
