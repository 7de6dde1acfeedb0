import type { Reply } from '../../lib/api.ts'
import { moment, number } from '../../lib/format.ts'
import type { Locale } from '../../lib/languages.ts'
import type { DeskText } from '../../lib/text/desk.svelte.ts'

type Evidence = Reply<'listFlags'>['flags'][number]['evidence']
type Words = { key: DeskText; values: Record<string, string> }

/** One pair in so many, or in fewer than a million million. */
const ONE_IN_MOST = 1e12

/** A span as people say it: seconds with a tenth below a minute, else minutes and seconds. */
export function spanWords(ms: number, locale: Locale): Words {
  if (ms < 60_000) return { key: 'review.seconds', values: { seconds: number(ms / 1_000, locale, 1) } }
  const seconds = Math.round(ms / 1_000)
  return { key: 'review.minutes', values: { minutes: number(Math.floor(seconds / 60), locale), seconds: number(seconds % 60, locale) } }
}

/** What a flag rests on, as a sentence with its figures; `span` says a span in the reader's words. */
export function flagWords(evidence: Evidence, locale: Locale, span: (ms: number) => string): Words {
  const written = (value: number) => number(value, locale)
  switch (evidence.kind) {
    case 'speed': {
      const { fast, questions, right, durationMs, readingMs, medianMs } = evidence
      const values = { fast: written(fast), questions: written(questions), right: written(right), took: span(durationMs), reading: span(readingMs) }
      return fast === 0 && medianMs !== null
        ? { key: 'review.speedMedianWords', values: { ...values, median: span(medianMs) } }
        : { key: 'review.speedWords', values }
    }
    case 'samePerson':
      return { key: evidence.sameUnion ? `review.person.${evidence.name}` : 'review.person.elsewhere', values: {} }
    case 'twins': {
      const { common, bothWrong, sameWrong, chance } = evidence
      // Two digits say as much as such a reckoning can.
      const oneIn = chance <= 1 / ONE_IN_MOST ? ONE_IN_MOST : Number((1 / chance).toPrecision(2))
      return {
        key: 'review.twinsWords',
        values: { common: written(common), bothWrong: written(bothWrong), sameWrong: written(sameWrong), oneIn: written(oneIn) },
      }
    }
    case 'held': {
      const { positions, arrivedAt, lateMs } = evidence
      return { key: 'review.heldWords', values: { count: written(positions.length), late: span(lateMs), at: moment(arrivedAt) } }
    }
    case 'device':
    case 'address': {
      const { people, attempts, fromAt, untilAt } = evidence
      const values = { people: written(people), attempts: written(attempts), from: moment(fromAt), until: moment(untilAt) }
      return { key: `review.${evidence.kind}Words`, values }
    }
  }
}
