import { setTimeout as pause } from 'node:timers/promises'
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const LONGEST_BUSY_MS = 5_000

/** What is being read again is dim for a moment, which nobody has to read. */
async function settled(page: Page): Promise<void> {
  for (let waited = 0; waited < LONGEST_BUSY_MS && (await page.locator('[aria-busy="true"]').count()) > 0; waited += 20) await pause(20)
}

/** Run in the page itself, and put there once: a screen is judged in a moment. */
async function run(page: Page, options: RunOptions): Promise<string[]> {
  await settled(page)
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`)
}

/** What axe finds against WCAG 2.2 AA on the page as it stands. */
export const axeFaults = (page: Page): Promise<string[]> =>
  run(page, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })

/** Words that are hard to read in the dark colours. */
export async function darkFaults(page: Page): Promise<string[]> {
  await page.evaluate('document.documentElement.dataset.theme = "dark"')
  const found = await run(page, { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] })
  await page.evaluate('document.documentElement.dataset.theme = "light"')
  return found.map((fault) => `dark ${fault}`)
}

/**
 * In the page, at each text size: what is wider than the screen or cut off, and what is smaller than a finger.
 * A link inside a sentence is as large as its words (WCAG 2.5.8 lets it); a box is as large as its label.
 */
const measure = `(() => {
  const page = document.documentElement
  const found = []
  const nameOf = (element) => element.tagName.toLowerCase() + ' “' + (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) + '”'
  const seen = (element) => element.checkVisibility() && getComputedStyle(element).clipPath === 'none' && element.closest('.visually-hidden, .skip') === null
  for (const size of ['normal', 'large', 'largest']) {
    page.dataset.size = size
    const over = page.scrollWidth - page.clientWidth
    if (over > 0) found.push(size + ': the page is ' + over + ' px too wide')
    for (const element of document.querySelectorAll('h1, h2, h3, p, label, legend, button, .button, dt, dd, td, th, li')) {
      if (seen(element) && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
        found.push(size + ': cut off: ' + nameOf(element))
      const style = getComputedStyle(element)
      if (seen(element) && style.display !== 'inline' && element.textContent.trim().length > 12 && element.getBoundingClientRect().width < 4 * parseFloat(style.fontSize))
        found.push(size + ': squeezed: ' + nameOf(element))
    }
  }
  page.dataset.size = 'normal'
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const target = element.matches('[type=radio], [type=checkbox]') ? element.closest('label') : element
    const box = target.getBoundingClientRect()
    const inSentence = element.matches('a') && getComputedStyle(element).display === 'inline' && (element.parentElement?.textContent ?? '').trim() !== element.textContent.trim()
    if (seen(element) && !inSentence && Math.min(box.width, box.height) < 47.5) found.push('small: ' + nameOf(element) + ' ' + Math.round(box.width) + '×' + Math.round(box.height))
  }
  return found
})()`

/** What is too wide, cut off or too small for a finger on a screen of this width; a phone of 320 pixels shows what 1280 show at 400 %. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return (await page.evaluate(measure)) as string[]
}

/** Whoever has the focus: its role or tag, and whether it is seen: marked, on the screen, and below no bar. */
export async function focused(page: Page): Promise<{ name: string; seen: boolean }> {
  return (await page.evaluate(`(() => {
    const element = document.activeElement
    const box = (element.matches('[type=radio], [type=checkbox]') ? element.closest('label') : element).getBoundingClientRect()
    const at = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), Math.min(box.bottom - 4, box.top + Math.min(box.height / 2, 20)))
    const marked = (one) => one !== null && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2
    return {
      name: (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '').trim().replace(/\\s+/g, ' '),
      seen: element !== document.body && box.top >= -1 && box.top < innerHeight && at !== null && (element.contains(at) || at.contains(element)) &&
        (marked(element) || marked(element.closest('label'))),
    }
  })()`)) as { name: string; seen: boolean }
}
