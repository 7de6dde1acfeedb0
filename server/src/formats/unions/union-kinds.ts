import { fold } from '../../domain/names.ts'

/** Kinds of union and how lists write them: the stable name, then Vietnamese ones. "LĐLĐ thành phố" is left out: it may be either level. */
const kindWords = {
  confederation: ['Tổng Liên đoàn', 'Tổng LĐLĐ', 'Tổng LĐLĐ Việt Nam', 'Tổng Liên đoàn Lao động Việt Nam', 'TLĐ'],
  provincialFederation: ['LĐLĐ tỉnh', 'Liên đoàn Lao động tỉnh', 'LĐLĐ tỉnh, thành phố', 'LĐLĐ thành phố trực thuộc Trung ương'],
  districtFederation: [
    'LĐLĐ huyện',
    'LĐLĐ huyện/TP',
    'LĐLĐ huyện, thành phố',
    'LĐLĐ cấp huyện',
    'LĐLĐ quận',
    'LĐLĐ thị xã',
    'LĐLĐ thành phố thuộc tỉnh',
    'Liên đoàn Lao động huyện',
  ],
  sectorUnion: ['CĐ ngành', 'Công đoàn ngành', 'CĐN', 'CĐ ngành địa phương', 'Công đoàn ngành địa phương', 'Công đoàn ngành trung ương'],
  publicEmployeesUnion: ['CĐ Viên chức', 'Công đoàn Viên chức', 'CĐVC', 'Công đoàn Viên chức tỉnh', 'CĐ Viên chức tỉnh'],
  industrialZoneUnion: ['CĐ KCN', 'CĐ các KCN', 'Công đoàn khu công nghiệp', 'Công đoàn các khu công nghiệp', 'Công đoàn khu kinh tế'],
  upperUnion: ['Cấp trên trực tiếp', 'CĐ cấp trên trực tiếp', 'Công đoàn cấp trên trực tiếp', 'Công đoàn cấp trên trực tiếp cơ sở', 'CĐCTTT'],
  grassrootsUnion: ['CĐCS', 'Công đoàn cơ sở', 'Nghiệp đoàn', 'Nghiệp đoàn cơ sở'],
  sectionUnion: ['CĐ bộ phận', 'Công đoàn bộ phận', 'CĐBP'],
  group: ['Tổ công đoàn', 'Tổ CĐ', 'Tổ'],
} as const

export type UnionKind = keyof typeof kindWords

export const unionKinds = Object.keys(kindWords) as UnionKind[]

const kindByWord = new Map<string, UnionKind>()
for (const kind in kindWords) {
  const known = kind as UnionKind
  for (const word of [known, ...kindWords[known]]) kindByWord.set(fold(word), known)
}

/** The kind that a word stands for, without regard to accents and case; null when it stands for none. */
export function unionKindOf(written: string): UnionKind | null {
  return kindByWord.get(fold(written)) ?? null
}
