import { compose, holdFolder, readLine } from './compose.ts'
import { readConfig, WrongConfiguration, type Config } from './config.ts'
import { Unusable } from './domain/unusable.ts'
import { refuseCutLog, refuseLostDatabase } from './kept-head.ts'
import type { Services } from './services.ts'

/** What the system says on a disk or to a process that has no more to give. */
const exhausted = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EROFS', 'EACCES', 'EPERM', 'EIO'])

/** The services of a server on its data folder, which nobody else serves meanwhile. Throws what `whyNot` puts into one sentence. */
export async function openServices(env: NodeJS.ProcessEnv, root: string): Promise<{ config: Config; services: Services; letGo: () => void }> {
  const config = readConfig(env, root)
  const letGo = holdFolder(config.dataDir)
  try {
    if (config.database === null) {
      refuseLostDatabase(config.dataDir)
      refuseCutLog(config.dataDir, readLine)
    }
    return { config, services: await compose(config), letGo }
  } catch (error) {
    letGo()
    throw error
  }
}

/** Why a server does not start, in one sentence; null for a bug. */
export function whyNot(error: unknown): string | null {
  const { code, message } = error as { code?: unknown; message?: unknown }
  const known = error instanceof WrongConfiguration || error instanceof Unusable || (typeof code === 'string' && exhausted.has(code))
  return known ? `hoithi did not start: ${String(message)}.`.replace(/\.\.$/, '.') : null
}
