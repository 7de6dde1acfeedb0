import { request, type Agent } from 'node:http'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { tokenFor } from './client.ts'
import { makeContest, makeContestant } from './contest.ts'
import { root } from './services.ts'

export type Reply = { status: number; body: Record<string, unknown> }
export type Asked = { method: string; path: string; token?: string; body?: unknown }

/** Asks a port of this machine over kept connections; rejects where nobody is there, or ends before it has answered. */
export const asks =
  (agent: Agent) =>
  (port: string | number, { method, path, token, body }: Asked): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? '' : JSON.stringify(body)
      const headers = {
        'sec-fetch-site': 'same-origin',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }),
      }
      const asked = request({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.once('error', reject)
        response.once('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text === '' ? '{}' : text) as Reply['body'] }))
      })
      asked.once('error', reject)
      asked.end(sent)
    })

/** A running round and so many people who are logged in, in a store that servers share. */
export async function sharedContest(
  dataDir: string,
  settings: Record<string, string>,
  { beginsAt, people }: { beginsAt: number; people: number },
): Promise<{ roundId: string; tokens: string[] }> {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings }, root)
  const services = await compose(config, { now: () => beginsAt, rehearsal: true })
  const app = await buildApp(services)
  const fixture = await makeContest(services)
  const tokens: string[] = []
  while (tokens.length < people) {
    const { id } = await makeContestant(services, fixture.unionIds['T-A-1']!)
    tokens.push(tokenFor(app, services, { id, role: 'contestant' }))
  }
  await app.close()
  await services.projector.stop()
  await services.storage.close()
  return { roundId: fixture.roundIds[0]!, tokens }
}
