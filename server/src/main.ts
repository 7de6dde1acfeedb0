import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from './app.ts'
import { compose, holdFolder, readLine } from './compose.ts'
import { readConfig, WrongConfiguration, type Config } from './config.ts'
import { Unusable } from './domain/unusable.ts'
import { drain } from './drain.ts'
import { keepHead, refuseCutLog, refuseLostDatabase } from './kept-head.ts'
import type { Services } from './services.ts'
import { startSweep } from './sweep.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
/** A chore that hangs must not keep a machine from shutting down. */
const LONGEST_STOP_MS = 20_000
/** What the system says at a start on a disk or a process that has no more to give. */
const exhausted = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EROFS', 'EACCES', 'EPERM', 'EIO'])

function didNotStart(error: unknown): never {
  const { code } = error as { code?: unknown }
  const known = error instanceof WrongConfiguration || error instanceof Unusable || (typeof code === 'string' && exhausted.has(code))
  if (!known) throw error
  console.error(`hoithi did not start: ${error instanceof Error ? error.message : String(error)}.`.replace(/\.\.$/, '.'))
  process.exit(2)
}

/** The services on a data folder that nobody else serves. */
async function opened(): Promise<{ config: Config; services: Services }> {
  try {
    const config = readConfig(process.env, root)
    holdFolder(config.dataDir)
    refuseLostDatabase(config.dataDir)
    refuseCutLog(config.dataDir, readLine)
    return { config, services: await compose(config) }
  } catch (error) {
    return didNotStart(error)
  }
}

function announce(config: Config, services: Services, port: number): void {
  const address = `${config.publicUrl.protocol}//${config.publicUrl.hostname}${config.publicUrl.port === '' ? '' : `:${port}`}`
  const lines = [
    `hoithi is up: ${address} (contestants) and ${address}/desk (organisers, judges)`,
    ...(services.clock.rehearsal
      ? [
          `Rehearsal: the clock stands at ${new Date(services.clock.now()).toISOString()} and ticks on${config.clockSpeed === 1 ? '' : `, ${config.clockSpeed} times as fast`}.`,
        ]
      : []),
    ...(services.setupToken === null
      ? []
      : [`Make the first administrator with this one-time link: ${address}/desk/setup?token=${services.setupToken}`]),
  ]
  console.log(lines.join('\n'))
}

async function run(): Promise<void> {
  const { config, services } = await opened()
  const app = await buildApp(services)
  const failed = (error: unknown): void => app.log.error(error)
  const sweep = startSweep(services, failed)
  const head = keepHead(config.dataDir, services.storage.log)
  services.projector.follow(failed)
  services.flagPasses.follow(failed)
  services.regrader.follow(failed)

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref()
    await drain(app)
    await app.close()
    await sweep.stop()
    await services.flagPasses.stop()
    await services.regrader.stop()
    await services.projector.stop()
    await head.stop()
    await services.storage.close()
    if ('stop' in services.clock && typeof services.clock.stop === 'function') services.clock.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())

  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    console.error(
      `hoithi did not start: cannot listen on ${config.host}:${config.port} (${error instanceof Error ? error.message : String(error)}); stop the other program or set PORT.`,
    )
    process.exit(2)
  }
  const bound = app.server.address()
  announce(config, services, typeof bound === 'object' && bound !== null ? bound.port : config.port)
}

await run()
