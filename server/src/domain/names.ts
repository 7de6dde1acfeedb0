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

/** A name to compare people of one union by: the same letters with the same marks, so that An and Ân are two. */
export const sameName = (fullName: string): string => fullName.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim()

/** A part of the name of a file: a to z and figures only, since a header takes no other letters and not every system does. */
export function fileNamePart(text: string, longest: number): string {
  const part = fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '')
  return part === '' ? 'khong-ten' : part
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
