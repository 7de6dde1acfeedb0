import { parentPort, workerData } from 'node:worker_threads'
import { buildApp } from './app.ts'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'
import { copyContest, playRounds } from './features/preflight/robot.ts'
import { cleanDraft } from './formats/clean-draft.ts'
import { openQuestionsForReading } from './storage/readers.ts'
import type { TrialJob } from './trials.ts'

const { store, folder, slug, migrations, webRoot } = workerData as TrialJob

const { contests, current, close } = await openQuestionsForReading(store)
const contest = await contests.find(slug)
if (contest === null) throw new Error(`there is no contest ${slug} to try`)
// In the order of their windows: the robot's clock only goes on.
const rounds = (await contests.rounds(contest.id)).sort((a, b) => a.opensAt - b.opensAt || a.number - b.number)
const drafts = (await current({ contestId: contest.id, status: 'ready' })).map(cleanDraft)
await close()
let at = contest.opensAt
const clock = {
  rehearsal: true,
  now: () => at,
  set: (moment: number) => {
    at = moment
  },
}
// The whole server on a database of its own: the robot calls it as a phone does.
const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ADDRESS_LIMIT: '1000000' }, folder)
const services = await compose({ ...config, migrations, webRoot }, clock)
const app = await buildApp(services)
const copy = await copyContest(services, { contest, rounds, drafts })
const played = await playRounds({ app, services, clock }, copy)
await app.close()
await services.projector.stop()
await services.storage.close()
parentPort?.postMessage(played)
