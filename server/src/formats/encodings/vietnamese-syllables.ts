const onset = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?'

/** Rimes of Vietnamese without their tones, by vowels. */
const rimes = [
  'a(?:[iouy]|c|ch|m|n|ng|nh|p|t|k)?',
  'ă(?:[cmnptk]|ng)',
  'â(?:[uy]|[cmnpt]|ng)',
  'e(?:o|[cmnptk]|ng|nh)?',
  'ê(?:u|ch|[mnpt]|nh)?',
  'i(?:[au]|ch|c|[mnpt]|nh)?',
  'iê(?:u|[cmnpt]|ng)',
  'yê(?:u|[mnt]|ng)',
  'o(?:i|[cmnpt]|ng)?',
  'oa(?:[ioy]|c|ch|[mnpt]|ng|nh)?',
  'oă(?:[cmnt]|ng)',
  'oe(?:o|[nt])?',
  'oo(?:c|ng)',
  'ô(?:i|[cmnpt]|ng)?',
  'ơ(?:i|[mnpt])?',
  'u(?:[aiy]|[cmnpt]|ng)?',
  'uâ(?:[nty]|ng)',
  'uê(?:ch|n|nh|u)?',
  'uô(?:i|[cmnt]|ng)',
  'uơ',
  'uy(?:[antup]|ch|nh)?',
  'uyê[nt]',
  'ư(?:[aiu]|[cmnt]|ng)?',
  'ươ(?:[iu]|[cmnpt]|ng)',
  'y',
]

const syllable = new RegExp(`^${onset}(${rimes.join('|')})$`, 'u')
/** After "qu" the u is gone: "quyết", "quốc", "quý". */
const afterQu = /^qu(?:y(?:[nt]|nh|êt|ên|u|a)?)$/u
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu

/** Whether a word, in NFC, is spelt as one syllable of Vietnamese: initial, rime, one tone at most, and the two tones that a stop allows. */
export function isSyllable(word: string): boolean {
  if (word.length > 8) return false
  const parts = word.toLowerCase().normalize('NFD')
  const marks = parts.match(tones) ?? []
  const base = parts.replace(tones, '').normalize('NFC')
  if (marks.length > 1 || !(syllable.test(base) || afterQu.test(base))) return false
  return !/(?:[cptk]|ch)$/.test(base) || marks[0] === '\u0301' || marks[0] === '\u0323'
}
