/** Mobile numbers had eleven digits until 2018; how each of their beginnings is written since (plan 798/QĐ-BTTTT). */
const since2018: Readonly<Record<string, string>> = {
  ...{ '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078' },
  ...{ '0123': '083', '0124': '084', '0125': '085', '0127': '081', '0129': '082' },
  ...{ '0162': '032', '0163': '033', '0164': '034', '0165': '035', '0166': '036', '0167': '037', '0168': '038', '0169': '039' },
  ...{ '0186': '056', '0188': '058', '0199': '059' },
}

/** Spaces, dots, dashes, brackets, slashes, and the unseen marks that come along when a number is copied from a list of contacts. */
const between = /[\s.,()[\]{}/_'’\p{Pd}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/**
 * A Vietnamese phone number in any usual form (+84, 84, 0084, +84 (0), no zero at all, eleven digits from before 2018, O for 0, separators)
 * as 0xxxxxxxxx: one person, one number, wherever it is typed. Null when it cannot be such a number.
 */
export function normalisePhone(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(between, '').replace(/[oO]/g, '0')
  const national = digits.replace(/^(?:\+84|0084|84(?=0?\d{9,10}$))0?/, '0').replace(/^(?:[235789]\d{8}|2\d{9})$/, '0$&')
  const today = /^01\d{9}$/.test(national) ? (since2018[national.slice(0, 4)] ?? '') + national.slice(4) : national
  return /^(?:0[35789]\d{8}|02\d{8,9})$/.test(today) ? today : null
}
