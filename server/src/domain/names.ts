/** A text for searching: no accents, đ → d, lower case, single spaces. Fold the index and the query alike. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A phone number in any usual form (+84, 84, spaces, dots) as 0xxxxxxxxx; null when it cannot be a Vietnamese number. */
export function normalisePhone(typed: string): string | null {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s.()-]/g, '')
    .replace(/^(\+84|0084|84)(?=\d{9}$)/, '0')
  return /^0[2-9]\d{8,9}$/.test(digits) ? digits : null
}

/** What a public board shows of a person: given name with the one before it, and the end of the phone. */
export function maskedName(fullName: string, phone: string): string {
  // Somebody who has left has no phone, and no name to shorten.
  if (phone === '') return fullName
  const shortened = fullName.split(' ').slice(-2).join(' ')
  return `${shortened} (…${phone.slice(-3)})`
}

/** Text that sorts a person by given name (last word), then by the whole name. */
export function personSortKey(fullName: string): string {
  const words = fullName.split(' ')
  return [words.at(-1) ?? '', ...words.slice(0, -1)].join(' ')
}
