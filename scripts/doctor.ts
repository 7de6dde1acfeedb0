import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig, WrongConfiguration, type Config } from '../server/src/config.ts'
import { look, sick, well, type Finding } from './doctor/finding.ts'
import { clock, copies, folder, nativeModules, openFiles } from './doctor/machine.ts'
import { reportOf, told, type Language } from './doctor/report.ts'
import { lastRun, server } from './doctor/server.ts'
import { root } from './setup.mjs'

// The second half of `npm run doctor`, for what can be looked at once Node and the packages are there.

function options(): { json: boolean; language: Language } {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, lang: { type: 'string' } } })
  const language = values.lang ?? (/^vi/i.test(process.env['LANG'] ?? 'vi') ? 'vi' : 'en')
  return { json: values.json, language: language === 'vi' ? 'vi' : 'en' }
}

/** The configuration as it would be read, in a folder that is thrown away: whoever looks makes nothing. */
function configuration(): { config: Config | null; findings: Finding[] } {
  const scratch = mkdtempSync(join(tmpdir(), 'hoithi-doctor-'))
  const dataDir = resolve(root, process.env['DATA_DIR'] === undefined || process.env['DATA_DIR'] === '' ? 'data/live' : process.env['DATA_DIR'])
  try {
    const config = readConfig({ ...process.env, DATA_DIR: scratch }, root)
    const backupDir = config.backupDir === join(scratch, 'backups') ? join(dataDir, 'backups') : config.backupDir
    return { config: { ...config, dataDir, backupDir }, findings: [well('config', 'configFine')] }
  } catch (error) {
    if (!(error instanceof WrongConfiguration)) throw error
    return { config: null, findings: [sick('config', 'configWrong', { why: error.message })] }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The database is read by a compiled package: where that one is broken, nothing is said of it. */
async function ofData(config: Config, packagesWork: boolean): Promise<Finding[]> {
  if (!existsSync(config.dataDir)) return [look('folder', 'folderNone', { folder: config.dataDir })]
  const rehearsal = config.clockStart !== null
  const pages = packagesWork ? (await import('./doctor/database.ts')).database(config.dataDir, { rehearsal, now: Date.now() }) : []
  return [...(await folder(config)), ...pages, ...(await copies(config)), ...openFiles(config.dataDir), ...lastRun(config.dataDir)]
}

async function findings(): Promise<Finding[]> {
  const packages = nativeModules()
  const { config, findings: configured } = configuration()
  const machine = [well('node', 'nodeFine', { version: process.version }), ...packages, ...configured]
  if (config === null) return [...machine, ...(await clock())]
  const [data, time, listening] = await Promise.all([
    ofData(
      config,
      packages.every(({ state }) => state === 'well'),
    ),
    clock(),
    server(config),
  ])
  return [...machine, ...data, ...time, ...listening]
}

const { json, language } = options()
const all = (await findings()).map((finding) => told(finding, language))
const isWell = all.every(({ state }) => state !== 'sick')
console.log(json ? JSON.stringify({ well: isWell, findings: all }, null, 2) : reportOf(all, language).join('\n'))
process.exitCode = isWell ? 0 : 1
