import { fold } from './names.ts'

/** Abbreviations that people type, beside the words they stand for (all folded). */
const abbreviations: readonly (readonly [words: string, short: string])[] = [
  ['cong doan co so', 'cdcs'],
  ['lien doan lao dong', 'ldld'],
  ['cong doan', 'cd'],
  ['tieu hoc', 'th'],
  ['trung hoc co so', 'thcs'],
  ['trung hoc pho thong', 'thpt'],
  ['mam non', 'mn'],
  ['pho thong dan toc ban tru', 'ptdtbt'],
  ['pho thong dan toc noi tru', 'ptdtnt'],
  ['benh vien', 'bv'],
  ['trung tam y te', 'ttyt'],
  ['trung tam', 'tt'],
  ['uy ban nhan dan', 'ubnd'],
  ['hoi dong nhan dan', 'hdnd'],
  ['da khoa', 'dk'],
  ['giao duc va dao tao', 'gddt'],
  ['cong ty co phan', 'ctcp'],
  ['cong ty', 'cty'],
  ['thanh pho', 'tp'],
  ['nha may thuy dien', 'nmtd'],
  ['thuy dien', 'td'],
]

/** What a union is found by: code and name without accents, with the short forms of its words and the words of its short forms. */
export function unionSearchText(code: string, name: string): string {
  const folded = fold(name)
  const padded = ` ${folded} `
  const extra = abbreviations.flatMap(([words, short]) => [
    ...(padded.includes(` ${words} `) ? [short] : []),
    ...(padded.includes(` ${short} `) ? [words] : []),
  ])
  return [folded, ...extra, fold(code)].join(' ')
}
