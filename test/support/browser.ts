import { chromium, type Browser } from 'playwright-core'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.mjs'

let started: Promise<Browser> | undefined

/** A browser of one's own, for what outlives its pages; whoever launches it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium: install one, or name it with CHROMIUM=/path/to/chrome')
  return chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
}

/** The one browser of all files: the first of them starts it, it ends with the process, and one that died is replaced. */
export async function openBrowser(): Promise<Browser> {
  const running = await started
  if (running?.isConnected() === true) return running
  started = launchBrowser()
  return started
}

/** Left to the next file as it was found: no page is open, and nothing of this file is kept. */
export async function leaveBrowser(): Promise<void> {
  const running = await started
  await Promise.all((running?.contexts() ?? []).map((context) => context.close()))
}
