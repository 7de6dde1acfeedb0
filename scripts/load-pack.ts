import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compose } from '../server/src/compose.ts'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { loadPack, WrongPack } from './contest-pack.ts'

/** `npm run load-pack -- FOLDER`: load a contest pack into DATA_DIR (default: the one `npm start` uses). */
async function run(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new WrongPack('name a pack folder: npm run load-pack -- scripts/contest-packs/cnvcld-ngay-hoi-2021')
  const services = await compose(readConfig(process.env, fileURLToPath(new URL('..', import.meta.url))))
  try {
    const { contest, rounds, unions, questions, drafts } = await loadPack(resolve(folder), services)
    console.log(`Loaded "${contest.title}": ${rounds.length} rounds, ${unions} unions, ${questions} questions (${drafts} drafts).`)
  } finally {
    await services.storage.close()
  }
}

try {
  await run(process.argv[2])
} catch (error) {
  if (!(error instanceof WrongPack || error instanceof WrongConfiguration)) throw error
  console.error(`Nothing was loaded: ${error.message}`)
  process.exit(1)
}
