import { languages, type Locale } from './languages.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const dateTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const withSeconds = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

const parts = (format: Intl.DateTimeFormat, at: number): Record<string, string> =>
  Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))

/** 08:00 10/05/2021, in the contest's zone whatever the phone's. */
export function moment(at: number): string {
  const p = parts(dateTime, at)
  return `${p['hour']}:${p['minute']} ${p['day']}/${p['month']}/${p['year']}`
}

export function momentSeconds(at: number): string {
  const p = parts(withSeconds, at)
  return `${p['hour']}:${p['minute']}:${p['second']} ${p['day']}/${p['month']}/${p['year']}`
}

export function day(at: number): string {
  const p = parts(dateTime, at)
  return `${p['day']}/${p['month']}/${p['year']}`
}

/** mm:ss, or h:mm:ss from an hour on. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${two(minutes)}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}

export function number(value: number, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(languages[locale].tag, { maximumFractionDigits: digits }).format(value)
}
