import type { browsers, systems } from '@hoithi/shared/contracts/own-data'

export type Browser = (typeof browsers)[number]
export type System = (typeof systems)[number]
export type Device = { browser: Browser; system: System }

/** The first that fits: most browsers also call themselves by the names of older ones. */
const browserMarks: [RegExp, Browser][] = [
  [/Zalo/i, 'zalo'],
  [/FBAN|FBAV|FB_IAB/, 'facebook'],
  [/coc_coc_browser/i, 'cocCoc'],
  [/SamsungBrowser/, 'samsung'],
  [/Edg(e|A|iOS)?\//, 'edge'],
  [/OPR\/|Opera/, 'opera'],
  [/Firefox|FxiOS/, 'firefox'],
  [/Chrome|CriOS/, 'chrome'],
  [/Safari/, 'safari'],
]
const systemMarks: [RegExp, System][] = [
  [/iPhone|iPad|iPod/, 'ios'],
  [/Android/, 'android'],
  [/Windows/, 'windows'],
  [/Mac OS X|Macintosh/, 'mac'],
  [/Linux|X11|CrOS/, 'linux'],
]

const first = <Name>(marks: [RegExp, Name][], text: string): Name | undefined => marks.find(([mark]) => mark.test(text))?.[1]

/** What a person would call the device behind a User-Agent header; no more of the header is kept. */
export function deviceOf(userAgent: string | undefined): Device {
  // The header is as long as its sender likes.
  const text = (userAgent ?? '').slice(0, 1_000)
  return { browser: first(browserMarks, text) ?? 'other', system: first(systemMarks, text) ?? 'other' }
}
