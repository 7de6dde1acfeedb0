import type { UnionKind } from '@hoithi/shared/contracts/unions'

const words: Record<UnionKind, string> & Record<string, string> = {
  confederation: 'Tổng LĐLĐ',
  provincialFederation: 'LĐLĐ tỉnh, thành phố',
  districtFederation: 'LĐLĐ huyện, thành phố',
  sectorUnion: 'Công đoàn ngành',
  publicEmployeesUnion: 'Công đoàn Viên chức',
  industrialZoneUnion: 'Công đoàn khu công nghiệp',
  upperUnion: 'Công đoàn cấp trên trực tiếp cơ sở',
  grassrootsUnion: 'Công đoàn cơ sở',
  sectionUnion: 'Công đoàn bộ phận',
  group: 'Tổ công đoàn',
}

/** A kind of union as documents call it. */
export const unionKindWords = (kind: string): string => words[kind] ?? kind
