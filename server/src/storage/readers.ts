import type { Sha256 } from '../domain/receipt.ts'
import { isPostgres, type StoreAt } from '../domain/store-at.ts'
import type * as exportsReader from './sqlite/exports-reader.ts'
import type * as flagsReader from './sqlite/flags-reader.ts'
import type * as postersReader from './sqlite/posters-reader.ts'
import type * as publishedLogReader from './sqlite/published-log-reader.ts'
import type * as questionsReader from './sqlite/questions-reader.ts'
import type * as regradeReader from './sqlite/regrade-reader.ts'
import type * as sealedReads from './sqlite/sealed-reads.ts'
import type * as sealingReader from './sqlite/sealing-reader.ts'
import type * as statisticsReader from './sqlite/statistics-reader.ts'

// What threads and processes beside a server read, each on a connection of its own, of either store. Whoever needs one loads no driver of the other.

const of = <Reader>(store: StoreAt, sqlite: () => Promise<Reader>, postgres: () => Promise<Reader>): Promise<Reader> =>
  isPostgres(store) ? postgres() : sqlite()

const exportsOf = (store: StoreAt) =>
  of<typeof exportsReader>(
    store,
    () => import('./sqlite/exports-reader.ts'),
    () => import('./postgres/exports-reader.ts'),
  )
const flagsOf = (store: StoreAt) =>
  of<typeof flagsReader>(
    store,
    () => import('./sqlite/flags-reader.ts'),
    () => import('./postgres/flags-reader.ts'),
  )
const postersOf = (store: StoreAt) =>
  of<typeof postersReader>(
    store,
    () => import('./sqlite/posters-reader.ts'),
    () => import('./postgres/posters-reader.ts'),
  )
const publishedLogOf = (store: StoreAt) =>
  of<typeof publishedLogReader>(
    store,
    () => import('./sqlite/published-log-reader.ts'),
    () => import('./postgres/published-log-reader.ts'),
  )
const questionsOf = (store: StoreAt) =>
  of<typeof questionsReader>(
    store,
    () => import('./sqlite/questions-reader.ts'),
    () => import('./postgres/questions-reader.ts'),
  )
const regradesOf = (store: StoreAt) =>
  of<typeof regradeReader>(
    store,
    () => import('./sqlite/regrade-reader.ts'),
    () => import('./postgres/regrade-reader.ts'),
  )
const sealedOf = (store: StoreAt) =>
  of<typeof sealedReads>(
    store,
    () => import('./sqlite/sealed-reads.ts'),
    () => import('./postgres/sealed-reads.ts'),
  )
const sealingOf = (store: StoreAt) =>
  of<typeof sealingReader>(
    store,
    () => import('./sqlite/sealing-reader.ts'),
    () => import('./postgres/sealing-reader.ts'),
  )
const statisticsOf = (store: StoreAt) =>
  of<typeof statisticsReader>(
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
