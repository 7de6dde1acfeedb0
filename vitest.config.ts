import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const workers = 'test/support/worker-build.ts'
const postgres = 'test/support/postgres-server.ts'
const onPostgres = 'test/**/*.postgres.test.ts'
const severalServers = 'test/load/**/*.postgres.test.ts'
const browser = {
  include: ['test/browser/**/*.test.ts'],
  isolate: false,
  testTimeout: 180_000,
  hookTimeout: 300_000,
  fileParallelism: false,
}

export default defineConfig({
  plugins: [svelte({ configFile: 'web/svelte.config.js' })],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core of two idle.
    maxWorkers: 2,
    // Tests make much that is soon forgotten: with more room for it a tenth of the processor's time goes to them instead of the collector.
    execArgv: ['--max-semi-space-size=64'],
    // What a file is compiled to is kept: the projects and the next run need not do it again.
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/hoithi/modules' },
    projects: [
      // The files of one worker share what they import: reading the server anew for each of them costs more than the tests. These need nothing compiled.
      { extends: true, test: { name: 'pure', include: ['test/{domain,formats}/**/*.test.ts'], isolate: false, globalSetup: workers } },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{http,storage}/**/*.test.ts'],
          exclude: [onPostgres],
          isolate: false,
          globalSetup: workers,
        },
      },
      // On a PostgreSQL of its own, which is started once.
      {
        extends: true,
        test: {
          name: 'postgres',
          include: [onPostgres],
          exclude: [severalServers],
          // Commands that are started three times over, beside everything else.
          testTimeout: 120_000,
          isolate: false,
          globalSetup: [workers, postgres],
        },
      },
      // Real servers on one database, killed, cut off and started again: part of npm test -- --all.
      {
        extends: true,
        test: {
          name: 'servers',
          include: [severalServers],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          globalSetup: [workers, postgres],
        },
      },
      // Not part of npm test: every world of the HTTP tests on PostgreSQL (npx vitest run --project http-on-postgres).
      {
        extends: true,
        test: {
          name: 'http-on-postgres',
          include: ['test/http/**/*.test.ts'],
          isolate: false,
          globalSetup: [workers, postgres],
          provide: { everythingOnPostgres: true },
        },
      },
      // Nor is this: what runs on PostgreSQL, through PgBouncer in transaction mode (npx vitest run --project through-pgbouncer).
      {
        extends: true,
        test: { name: 'through-pgbouncer', include: [onPostgres], isolate: false, globalSetup: [workers, 'test/support/pgbouncer-server.ts'] },
      },
      // A page keeps its state in its modules.
      { extends: true, test: { name: 'web', include: ['test/web/**/*.test.ts'] } },
      { extends: true, test: { ...browser, name: 'browser', globalSetup: workers } },
      // Not part of npm test: all of it on PostgreSQL (npx vitest run --project browser-on-postgres).
      {
        extends: true,
        test: { ...browser, name: 'browser-on-postgres', globalSetup: [workers, postgres], provide: { everythingOnPostgres: true } },
      },
      {
        extends: true,
        test: {
          name: 'load',
          include: ['test/load/**/*.test.ts'],
          exclude: [onPostgres],
          // They wait more than they work: two at a time.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup: workers,
        },
      },
    ],
  },
  resolve: {
    alias: [
      { find: '@hoithi/shared', replacement: path('shared/src') },
      // The server's threads, built once for all tests.
      { find: /^\.\/workers\.ts$/, replacement: path('test/support/built-workers.ts') },
    ],
  },
})
