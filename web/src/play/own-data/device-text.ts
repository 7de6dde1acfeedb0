import { t } from '../../lib/text/play-own-data.svelte.ts'
import type { Reply } from '../../lib/api.ts'

type Device = Pick<Reply<'getOwnData'>['sessions'][number], 'browser' | 'system'>

/** Names that are the same in every language. */
const browsers = {
  zalo: 'Zalo',
  facebook: 'Facebook',
  cocCoc: 'Cốc Cốc',
  samsung: 'Samsung Internet',
  edge: 'Edge',
  opera: 'Opera',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
} satisfies Record<Exclude<Device['browser'], 'other'>, string>

/** A device in plain words: "Chrome trên máy Android". */
export function deviceText({ browser, system }: Device): string {
  return t('own.device', { browser: browser === 'other' ? t('browser.other') : browsers[browser], system: t(`system.${system}`) })
}
