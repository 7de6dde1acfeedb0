/** Words and what people write for them, all folded. One short form may stand for several words, and the other way round. */
export const abbreviations: readonly (readonly [words: string, ...shorts: string[]])[] = [
  ['cong doan co so', 'cdcs'],
  ['cong doan bo phan', 'cdbp'],
  ['cong doan vien chuc', 'cdvc'],
  ['cong doan nganh', 'cdn'],
  ['cong doan', 'cd'],
  ['nghiep doan', 'nd'],
  ['lien doan lao dong', 'ldld'],
  // Schools
  ['mam non', 'mn'],
  ['mau giao', 'mg'],
  ['tieu hoc', 'th'],
  ['trung hoc co so', 'thcs', 'cap 2'],
  ['trung hoc pho thong', 'thpt', 'ptth', 'cap 3'],
  ['pho thong dan toc ban tru', 'ptdtbt', 'dtbt', 'ptbt'],
  ['pho thong dan toc noi tru', 'ptdtnt', 'dtnt', 'ptnt'],
  ['pho thong', 'pt'],
  ['cao dang', 'cd'],
  ['dai hoc', 'dh'],
  ['giao duc nghe nghiep', 'gdnn'],
  ['giao duc thuong xuyen', 'gdtx'],
  ['giao duc va dao tao', 'gddt', 'gd dt'],
  ['giao duc', 'gd'],
  ['truong', 'tr'],
  // Health
  ['benh vien', 'bv'],
  ['da khoa', 'dk'],
  ['y hoc co truyen', 'yhct'],
  ['trung tam y te', 'ttyt'],
  ['trung tam kiem soat benh tat', 'cdc'],
  ['y te', 'yt'],
  // Offices
  ['uy ban nhan dan', 'ubnd', 'uy ban'],
  ['hoi dong nhan dan', 'hdnd'],
  ['mat tran to quoc', 'mttq', 'mat tran'],
  ['uy ban mat tran to quoc', 'ubmttq'],
  ['toa an nhan dan', 'tand', 'toa an'],
  ['vien kiem sat nhan dan', 'vksnd', 'vien kiem sat', 'vks'],
  ['thi hanh an', 'tha'],
  ['bao hiem xa hoi', 'bhxh'],
  ['kho bac nha nuoc', 'kbnn', 'kho bac'],
  ['quan ly', 'ql'],
  ['ban quan ly', 'bql'],
  ['rung phong ho', 'rph'],
  ['dich vu nong nghiep', 'dvnn'],
  ['van hoa the thao', 'vhtt'],
  ['van hoa the thao va truyen thong', 'vhtttt'],
  ['van hoa the thao va du lich', 'vhttdl'],
  ['thong tin va truyen thong', 'tttt'],
  ['phat thanh truyen hinh', 'ptth', 'dai truyen hinh'],
  ['nong nghiep va phat trien nong thon', 'nnptnt', 'nn ptnt'],
  ['phat trien nong thon', 'ptnt'],
  ['nong nghiep', 'nn'],
  ['tai nguyen va moi truong', 'tnmt', 'tn mt'],
  ['lao dong thuong binh va xa hoi', 'ldtbxh', 'ld tbxh'],
  ['ke hoach va dau tu', 'khdt', 'kh dt'],
  ['khoa hoc va cong nghe', 'khcn', 'kh cn'],
  ['giao thong van tai', 'gtvt'],
  ['lien hiep phu nu', 'lhpn', 'phu nu'],
  ['cuu chien binh', 'ccb'],
  ['dai bieu quoc hoi', 'dbqh'],
  ['van phong', 'vp'],
  ['cong an', 'ca'],
  ['quan su', 'qs'],
  ['co quan xa', 'ubnd xa', 'uy ban nhan dan xa'],
  ['co quan phuong', 'ubnd phuong', 'uy ban nhan dan phuong'],
  ['co quan thi tran', 'ubnd thi tran', 'uy ban nhan dan thi tran'],
  ['co quan', 'cq'],
  // Companies
  ['cong ty co phan', 'ctcp', 'cty cp', 'cong ty cp'],
  ['cong ty trach nhiem huu han', 'cong ty tnhh', 'cty tnhh'],
  ['cong ty', 'cty', 'ct'],
  ['co phan', 'cp'],
  ['trach nhiem huu han', 'tnhh'],
  ['mot thanh vien', 'mtv'],
  ['hop tac xa', 'htx'],
  ['xi nghiep', 'xn'],
  ['khu cong nghiep', 'kcn'],
  ['nha may thuy dien', 'nmtd'],
  ['nha may', 'nm'],
  ['thuy dien', 'td'],
  ['ngan hang chinh sach xa hoi', 'nhcsxh'],
  ['ngan hang nong nghiep va ptnt', 'agribank', 'nhnn', 'nhno'],
  ['ngan hang', 'nh'],
  ['chi nhanh', 'cn'],
  // Places
  ['trung tam', 'tt'],
  ['thi tran', 'tt'],
  ['thanh pho', 'tp'],
  ['thi xa', 'tx'],
  ['huyen', 'h'],
  ['quan', 'q'],
  ['phuong', 'p'],
  ['xa', 'x'],
]

type Spelling = { phrase: string; others: readonly string[] }

/** What else each phrase is written as, by its first word: a name is asked only for phrases that can begin in it. */
const byFirstWord = new Map<string, Spelling[]>()
for (const forms of abbreviations)
  for (const phrase of forms) {
    const first = phrase.split(' ')[0] ?? ''
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { phrase: ` ${phrase} `, others: forms.filter((form) => form !== phrase) }])
  }

/** A folded name's other spellings: the short forms of its words, and the words of its short forms. */
export function otherSpellings(folded: string): string[] {
  const padded = ` ${folded} `
  return [...new Set(folded.split(' '))].flatMap((word) =>
    (byFirstWord.get(word) ?? []).flatMap(({ phrase, others }) => (padded.includes(phrase) ? others : [])),
  )
}
