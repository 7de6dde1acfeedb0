import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = 'http://127.0.0.1:8080'

export default defineConfig({
  root: here('.'),
  plugins: [svelte()],
  build: {
    outDir: here('dist'),
    target: 'es2020',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { play: here('play.html'), desk: here('desk.html') } },
  },
  server: { port: 5173, proxy: { '/api': server, '/healthz': server, '/readyz': server } },
})
