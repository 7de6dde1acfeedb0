import type { FastifyReply } from 'fastify'
import { SENT } from './route.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/** Send a list as a file to keep. */
export async function sendList(reply: FastifyReply, format: keyof typeof types, name: string, bytes: Uint8Array): Promise<typeof SENT> {
  await reply
    .headers({ 'content-type': types[format], 'content-disposition': `attachment; filename="${name}.${format}"`, 'cache-control': 'no-store' })
    .send(Buffer.from(bytes))
  return SENT
}
