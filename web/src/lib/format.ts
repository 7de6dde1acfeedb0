import { languages, type Locale } from './languages.ts'

/** The contest's clock, UTC+7 in every year that a contest can name. To ask the phone's time-zone tables would hold its first page up. */
const AHEAD_MS = 7 * 3_600_000

/** What the clock on the wall shows, as 2021-05-10T08:00:00.000Z. */
const wallClock = (at: number): string => new Date(at + AHEAD_MS).toISOString()
const dayOf = (wall: string): string => `${wall.slice(8, 10)}/${wall.slice(5, 7)}/${wall.slice(0, 4)}`

/** 08:00 10/05/2021, in the contest's zone whatever the phone's. */
export function moment(at: number): string {
  const wall = wallClock(at)
  return `${wall.slice(11, 16)} ${dayOf(wall)}`
}

export function momentSeconds(at: number): string {
  const wall = wallClock(at)
  return `${wall.slice(11, 19)} ${dayOf(wall)}`
}

export function day(at: number): string {
  return dayOf(wallClock(at))
}

/** mm:ss, or h:mm:ss from an hour on. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${two(minutes)}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}

/** 1.234,5: at most `digits` decimals, a half away from zero as people round it. To ask the browser's tables holds the first page up. */
export function number(value: number, locale: Locale, digits = 0): string {
  const [thousands, decimal] = languages[locale].marks
  const size = Math.abs(value)
  const rounded = size < 1e-6 ? 0 : Number(`${Math.round(Number(`${size}e${digits}`))}e-${digits}`)
  const [whole = '', part] = String(rounded).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${value < 0 && rounded !== 0 ? '-' : ''}${grouped}${part === undefined ? '' : decimal + part}`
}
