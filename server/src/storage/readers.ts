import type { Sha256 } from '../domain/receipt.ts'
import { isPostgres, type StoreAt } from '../domain/store-at.ts'

// What threads and processes beside a server read, each on a connection of its own, of either store. Whoever needs one loads no driver of the other.

type Exports = typeof import('./sqlite/exports-reader.ts')
type Flags = typeof import('./sqlite/flags-reader.ts')
type Posters = typeof import('./sqlite/posters-reader.ts')
type PublishedLog = typeof import('./sqlite/published-log-reader.ts')
type Questions = typeof import('./sqlite/questions-reader.ts')
type Regrades = typeof import('./sqlite/regrade-reader.ts')
type Sealed = typeof import('./sqlite/sealed-reads.ts')
type Sealing = typeof import('./sqlite/sealing-reader.ts')
type Statistics = typeof import('./sqlite/statistics-reader.ts')

const of = <Reader>(store: StoreAt, sqlite: () => Promise<Reader>, postgres: () => Promise<Reader>): Promise<Reader> =>
  isPostgres(store) ? postgres() : sqlite()

const exportsOf = (store: StoreAt) =>
  of<Exports>(
    store,
    () => import('./sqlite/exports-reader.ts'),
    () => import('./postgres/exports-reader.ts'),
  )
const flagsOf = (store: StoreAt) =>
  of<Flags>(
    store,
    () => import('./sqlite/flags-reader.ts'),
    () => import('./postgres/flags-reader.ts'),
  )
const postersOf = (store: StoreAt) =>
  of<Posters>(
    store,
    () => import('./sqlite/posters-reader.ts'),
    () => import('./postgres/posters-reader.ts'),
  )
const publishedLogOf = (store: StoreAt) =>
  of<PublishedLog>(
    store,
    () => import('./sqlite/published-log-reader.ts'),
    () => import('./postgres/published-log-reader.ts'),
  )
const questionsOf = (store: StoreAt) =>
  of<Questions>(
    store,
    () => import('./sqlite/questions-reader.ts'),
    () => import('./postgres/questions-reader.ts'),
  )
const regradesOf = (store: StoreAt) =>
  of<Regrades>(
    store,
    () => import('./sqlite/regrade-reader.ts'),
    () => import('./postgres/regrade-reader.ts'),
  )
const sealedOf = (store: StoreAt) =>
  of<Sealed>(
    store,
    () => import('./sqlite/sealed-reads.ts'),
    () => import('./postgres/sealed-reads.ts'),
  )
const sealingOf = (store: StoreAt) =>
  of<Sealing>(
    store,
    () => import('./sqlite/sealing-reader.ts'),
    () => import('./postgres/sealing-reader.ts'),
  )
const statisticsOf = (store: StoreAt) =>
  of<Statistics>(
    store,
    () => import('./sqlite/statistics-reader.ts'),
    () => import('./postgres/statistics-reader.ts'),
  )

export const openForExports = async (store: StoreAt) => (await exportsOf(store)).openForExports(store)
export const openForFlags = async (store: StoreAt, roundId: string) => (await flagsOf(store)).openForFlags(store, roundId)
export const openPostersForReading = async (store: StoreAt) => (await postersOf(store)).openPostersForReading(store)
export const openPublishedLog = async (store: StoreAt) => (await publishedLogOf(store)).openPublishedLog(store)
export const openQuestionsForReading = async (store: StoreAt) => (await questionsOf(store)).openQuestionsForReading(store)
export const openForRegrading = async (store: StoreAt, sha256: Sha256) => (await regradesOf(store)).openForRegrading(store, sha256)
export const openSealedReads = async (store: StoreAt, sha256: Sha256) => (await sealedOf(store)).openSealedReads(store, sha256)
export const openForSealing = async (store: StoreAt) => (await sealingOf(store)).openForSealing(store)
export const openForStatistics = async (store: StoreAt) => (await statisticsOf(store)).openForStatistics(store)
export const openLogForReading = async (store: StoreAt, sha256: Sha256) => (await statisticsOf(store)).openLogForReading(store, sha256)
