import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte({ configFile: 'web/svelte.config.js' })],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core of two idle.
    maxWorkers: 2,
    projects: [
      // The files of one worker share what they import: reading the server anew for each of them costs more than the tests.
      { extends: true, test: { name: 'unit', include: ['test/{domain,formats,http,storage}/**/*.test.ts'], isolate: false } },
      // A page keeps its state in its modules.
      { extends: true, test: { name: 'web', include: ['test/web/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 300_000, fileParallelism: false },
      },
      {
        extends: true,
        test: { name: 'load', include: ['test/load/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false },
      },
    ],
  },
  resolve: { alias: { '@hoithi/shared': fileURLToPath(new URL('shared/src', import.meta.url)) } },
})
