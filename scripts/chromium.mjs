import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// The shell has no window to draw: it does the same with a third less work.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe']

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of a Chromium or Chrome on this machine (CHROMIUM names one outright); null when there is none. */
export function findChromium() {
  const named = process.env.CHROMIUM
  if (named !== undefined && named !== '') return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find(runs) ?? null
}

const onDebian = () => existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))

/** A Chromium for the browser tests: found, or installed from the system's packages when that can be done without asking. */
export function ensureChromium() {
  const found = findChromium()
  if (found !== null) return found
  if (process.getuid?.() === 0 && onDebian()) {
    console.log('Installing Chromium from the system’s packages for the browser tests …')
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update'], quiet)
    const install = (name) => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], quiet).status === 0
    // Older releases have no package of the shell alone.
    if (!install('chromium-headless-shell')) install('chromium')
  }
  return findChromium()
}

export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]
