import type { IncomingMessage } from 'node:http'

/** HEAD is answered as GET by the same route, and Node leaves the body out: what there is to get can be asked for, and no route stands there twice. */
export function headAsGet(request: IncomingMessage): string {
  if (request.method === 'HEAD') request.method = 'GET'
  return request.url ?? '/'
}
