/** What many names of unions have in common and people write one way or another, without accents; the longer before the shorter. */
const common = [
  'cong doan co so thanh vien',
  'cong doan co so',
  'cong doan bo phan',
  'cong doan',
  'cong ty co phan',
  'cong ty tnhh',
  'cong ty',
  'trach nhiem huu han',
  'mot thanh vien',
  'co phan',
  'truong',
  'thi tran',
  'phuong',
  'huyen',
  'tinh',
  'xa',
  'cdcs',
  'cd',
  'cty',
  'ctcp',
  'tnhh',
  'mtv',
  'cp',
].map((words) => words.split(' '))

const MAX_SEARCH = 100

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()

/** Texts to look for a union by that someone wrote in, one after the other until one finds any: without what most names share, then less and less. */
export function searchesFor(name: string): string[] {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const telling = withoutCommon(words)
  const left = telling.length === 0 ? words : telling
  const tries = [left, left.slice(-3), left.slice(0, 3), left.slice(-2), left.slice(0, 2)]
  return [...new Set(tries.map((some) => some.join(' ').slice(0, MAX_SEARCH).trim()))].filter((text) => text !== '')
}

function withoutCommon(words: readonly string[]): string[] {
  const left: string[] = []
  for (let at = 0; at < words.length;) {
    const met = common.find((phrase) => phrase.every((word, index) => plain(words[at + index] ?? '') === word))
    if (met === undefined) left.push(words[at] ?? '')
    at += met?.length ?? 1
  }
  return left
}
