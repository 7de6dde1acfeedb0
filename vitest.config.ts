import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const unit = { include: ['test/{domain,formats,http,storage,web}/**/*.test.ts'] }

export default defineConfig({
  plugins: [svelte({ configFile: 'web/svelte.config.js' })],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core of two idle.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', ...unit } },
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
