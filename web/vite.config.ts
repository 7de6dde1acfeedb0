import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = 'http://127.0.0.1:8080'

/**
 * Each app is built by itself (`--mode play`, then `--mode desk`), so that what only the desk needs never weighs on a phone;
 * `vite web` serves both.
 */
export default defineConfig(({ mode }) => ({
  root: here('.'),
  plugins: [svelte()],
  build: {
    outDir: here('dist'),
    target: 'es2020',
    emptyOutDir: mode === 'play',
    manifest: `${mode}-manifest.json`,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: here(mode === 'desk' ? 'desk.html' : 'play.html'),
      // Svelte's reactive maps, sets, dates and addresses come along with `svelte/reactivity` unless they are said to do nothing by themselves.
      treeshake: { moduleSideEffects: [{ test: /\/svelte\/src\/reactivity\//, sideEffects: false }] },
    },
  },
  server: { port: 5173, proxy: { '/api': server, '/u/': server, '/healthz': server, '/readyz': server } },
}))
