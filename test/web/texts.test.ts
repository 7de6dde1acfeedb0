import { describe, expect, it, test } from 'vitest'
import { languages } from '../../web/src/lib/languages.ts'
import { locale, said } from '../../web/src/lib/locale.svelte.ts'
import { catalogue } from '../../web/src/lib/text/catalogue.svelte.ts'
import { deskFamilies, playFamilies } from './text-families.ts'
import { askedIn } from './text-sources.ts'

/** Files of texts are named area-language.ts; issues are told in Vietnamese by the server. */
const modules = import.meta.glob('../../web/src/lib/text/*.ts', { eager: true }) as Record<string, Record<string, unknown>>
const files = Object.entries(modules).flatMap(([path, module]) => {
  const [, area, language] = /\/([a-z-]+)-([a-z]{2,3})\.ts$/.exec(path) ?? []
  if (area === undefined || language === undefined || area === 'desk-issues') return []
  return [{ area, language, texts: Object.values(module)[0] as Record<string, string> }]
})
const textsOf = (area: string, language: string): Record<string, string> =>
  files.find((file) => file.area === area && file.language === language)?.texts ?? {}
const areas = files.filter(({ language }) => language === 'vi').map(({ area }) => area)
const others = files.filter(({ language }) => language !== 'vi')

const apps = [
  { app: 'desk', families: deskFamilies, sources: ['web/src/desk', 'web/src/lib'], areas: areas.filter((area) => area.startsWith('desk')) },
  { app: 'phone', families: playFamilies, sources: ['web/src/play', 'web/src/lib'], areas: areas.filter((area) => !area.startsWith('desk')) },
]

describe.each(apps)('texts of the $app', ({ families, sources, areas: own }) => {
  const keys = own.flatMap((area) => Object.keys(textsOf(area, 'vi')))
  const asked = askedIn(...sources)
  const expression = (pattern: string) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\*+/, '(.+)')}$`)
  const composed = Object.entries(families).flatMap(([pattern, family]) =>
    'only' in family
      ? family.only.map((code) => pattern.replace(/\*+/, code))
      : keys.filter((key) => family.among.has(expression(pattern).exec(key)?.[1] ?? '')),
  )

  it('there are some, and the sources ask for them', () => {
    expect(keys.length).toBeGreaterThan(200)
    expect(asked.called.size).toBeGreaterThan(100)
  })
  it('no key is in two files', () => {
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
  })
  it('none is missing', () => {
    const known = new Set([...keys, ...Object.keys(textsOf('question', 'vi')), ...Object.keys(textsOf('initiative', 'vi'))])
    const literal = [...asked.called].filter((key) => key.includes('.'))
    expect([...composed, ...literal].filter((key) => !known.has(key))).toEqual([])
  })
  it('none is unused', () => {
    const used = new Set([...composed, ...asked.called, ...asked.named])
    expect(keys.filter((key) => !used.has(key))).toEqual([])
  })
  it('keys that are put together are declared with what they can be, and are asked for', () => {
    const found = [...asked.patterns].filter((pattern) => keys.some((key) => expression(pattern).test(key)))
    expect(found.filter((pattern) => !Object.hasOwn(families, pattern))).toEqual([])
    expect(Object.keys(families).filter((pattern) => !asked.patterns.has(pattern))).toEqual([])
  })
})

describe('every language', () => {
  const figures = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))].sort()
  const plurals = (text: string) => [...text.matchAll(/\{\w+((?:\|[^|}]*)+)\}/g)].map(([, words = '']) => words.split('|').length - 1)

  it('is in the list of languages, and English is whole', () => {
    expect(others.filter(({ language }) => !Object.hasOwn(languages, language))).toEqual([])
    for (const area of areas) expect([area, Object.keys(textsOf(area, 'en')).sort()]).toEqual([area, Object.keys(textsOf(area, 'vi')).sort()])
  })
  it('says nothing that Vietnamese does not, and fills in the same values', () => {
    for (const { area, language, texts } of others) {
      const vi = textsOf(area, 'vi')
      for (const [key, text] of Object.entries(texts)) {
        expect([language, key, figures(text)]).toEqual([language, key, figures(vi[key] ?? '{missing}')])
      }
    }
  })
  it('has a word for each of its plural forms', () => {
    for (const { language, texts } of files) {
      const form: (figure: string) => number = languages[language as keyof typeof languages].form
      const forms = 1 + Math.max(...['0', '1', '2', '5', '11', '21', '100', '1.000', '1,5'].map(form))
      for (const [key, text] of Object.entries(texts))
        for (const words of plurals(text)) expect([language, key, words]).toEqual([language, key, forms])
    }
  })
  it('is NFC, not empty, and has no blanks at its ends', () => {
    for (const { language, texts } of files)
      for (const [key, text] of Object.entries(texts))
        expect([language, key, text]).toEqual([language, key, text.normalize('NFC').trim() || 'something'])
  })
})

describe('a language that is not whole', () => {
  const page = { lang: '', dir: '' }
  Object.assign(globalThis, { document: { documentElement: page } })
  const t = catalogue({ one: 'một', two: '{count} lượt' }, { en: () => Promise.resolve({ two: '{count|attempt|attempts}' }) })

  test('what it lacks is said, and read aloud, in Vietnamese', async () => {
    expect([t('one'), t.lang('one')]).toEqual(['một', undefined])
    locale.choose('en')
    expect(page).toEqual({ lang: 'en', dir: 'ltr' })
    expect(t('two', { count: 1 })).toBe('1 lượt')
    await Promise.resolve()
    await Promise.resolve()
    expect([t('two', { count: 1 }), t('two', { count: 2 }), t.lang('two')]).toEqual(['1 attempt', '2 attempts', undefined])
    expect([t('one'), t.lang('one')]).toEqual(['một', 'vi'])
    expect(said({ vi: 'có', en: 'yes' })).toBe('yes')
    locale.choose('vi')
    expect(said({ vi: 'có', en: 'yes' })).toBe('có')
  })
})
