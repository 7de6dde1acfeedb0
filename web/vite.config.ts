import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { everyScreens, mostScreens, onlyNamedRoutes } from './diet.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = 'http://127.0.0.1:8080'

/**
 * Each app is built by itself (`--mode play`, then `--mode desk`), so that what only the desk needs never weighs on a phone;
 * `vite web` serves both.
 */
export default defineConfig(({ mode }) => ({
  root: here('.'),
  plugins: [svelte(), ...(mode === 'play' ? [onlyNamedRoutes([here('src/play'), here('src/lib')])] : [])],
  build: {
    outDir: here('dist'),
    target: 'es2020',
    cssTarget: ['chrome88', 'safari14'],
    emptyOutDir: mode === 'play',
    manifest: `${mode}-manifest.json`,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: here(mode === 'desk' ? 'desk.html' : 'play.html'),
      // Fields of classes are set, not defined: the same for our classes and Svelte's, in fewer bytes.
      transform: { assumptions: { setPublicClassFields: true } },
      // Svelte's modules do nothing by themselves: what only forms, lists or maps need comes with the first screen that has any.
      treeshake: { moduleSideEffects: [{ test: /\/svelte\/src\/(reactivity|internal\/client)\//, sideEffects: false }] },
      // What every screen needs travels as one file: it packs better, and a slow line waits for it once.
      output:
        mode === 'play'
          ? {
              codeSplitting: {
                includeDependenciesRecursively: false,
                groups: [
                  { name: 'base', test: everyScreens },
                  { name: 'screens', test: mostScreens },
                ],
              },
            }
          : {},
    },
  },
  server: { port: 5173, proxy: { '/api': server, '/u/': server, '/healthz': server, '/readyz': server } },
}))
