import type { ServerProcess } from '../simulation/server-process.ts'
import type { StoreKind } from '../simulation/store.ts'
import { databaseFaults, type Database, type DatabaseFaultName } from './database-faults.ts'
import { faults, type Fault, type FaultName } from './faults.ts'
import type { Fleet } from './fleet.ts'
import type { Ground } from './ground.ts'

export type TrialName = FaultName | DatabaseFaultName | 'serverKilled'
type Subject = { ground: Ground; database: Database | null; fleet: Fleet }
/** `alone`: what one server of several goes through by itself. */
type Trial = { alone: boolean; of: (subject: Subject, victim: ServerProcess) => Fault }

const ofServer = (name: FaultName): Trial => ({ alone: true, of: ({ ground }, { pid }) => faults[name]({ pid, ground }) })
const ofDatabase = (name: DatabaseFaultName): Trial => ({
  alone: false,
  of({ database }) {
    if (database === null) throw new Error(`${name} needs a database beside the server`)
    return databaseFaults[name](database)
  },
})

/** One server of several dies while the others go on. */
const serverKilled: Trial = {
  alone: true,
  of({ fleet }, victim) {
    let again = async (): Promise<void> => undefined
    return {
      begin: async () => {
        again = await fleet.kill(victim)
      },
      end: () => again(),
    }
  },
}

const trials: Record<TrialName, Trial> = {
  diskFull: ofServer('diskFull'),
  filesReadOnly: ofServer('filesReadOnly'),
  noFileHandles: ofServer('noFileHandles'),
  standsStill: ofServer('standsStill'),
  locked: ofServer('locked'),
  serverKilled,
  databaseFull: ofDatabase('databaseFull'),
  databaseReadOnly: ofDatabase('databaseReadOnly'),
  databaseKilled: ofDatabase('databaseKilled'),
  databaseCrashed: ofDatabase('databaseCrashed'),
  databaseStandsStill: ofDatabase('databaseStandsStill'),
  connectionsEnded: ofDatabase('connectionsEnded'),
  tablesLocked: ofDatabase('tablesLocked'),
}
const names = Object.keys(trials) as TrialName[]

const ONE_PROCESS = 'the database is part of the server, and shares its fate'
const NOT_IN_FILES = 'the servers keep nothing of the contest in files'

/** Why a trial makes no sense on a store. */
const senseless: Record<StoreKind, Partial<Record<TrialName, string>>> = {
  sqlite: {
    databaseFull: `${ONE_PROCESS}: diskFull instead`,
    databaseReadOnly: `${ONE_PROCESS}: filesReadOnly instead`,
    databaseKilled: `${ONE_PROCESS}: it is killed with it`,
    databaseCrashed: `${ONE_PROCESS}: it is killed with it`,
    databaseStandsStill: `${ONE_PROCESS}: standsStill instead`,
    connectionsEnded: 'a file has no connections',
    tablesLocked: 'a file is locked as a whole: locked instead',
    serverKilled: 'a file has one server, which each scene ends',
  },
  postgres: {
    diskFull: `${NOT_IN_FILES}: databaseFull instead`,
    filesReadOnly: `${NOT_IN_FILES}: databaseReadOnly instead`,
    locked: 'no other program holds a whole database: tablesLocked instead',
  },
}

/** What servers on a store go through here, and what is left out and why. */
export function trialsOn(store: StoreKind, { mounted, servers }: { mounted: boolean; servers: number }) {
  const why = (name: TrialName): string | undefined => {
    if (name === 'databaseFull' && store === 'postgres' && !mounted)
      return 'only a disk of its own can be filled, and none was mounted (root, --disk auto or mount)'
    if (name === 'serverKilled' && store === 'postgres' && servers === 1) return 'there is one server, which each scene ends'
    return senseless[store][name]
  }
  const left = names.flatMap((name) => {
    const reason = why(name)
    return reason === undefined ? [] : [{ name, why: reason }]
  })
  return { names: names.filter((name) => why(name) === undefined), left }
}

export const trialOf = (name: TrialName): Trial => trials[name]
