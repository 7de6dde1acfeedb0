import type { CommendationRules } from '@hoithi/shared/contracts/commendation'

/** Criteria to begin with, of the product's own and no law's: the organisers change them. */
export const sampleRules: CommendationRules = {
  kinds: [
    {
      for: 'collective',
      key: 'co-thi-dua',
      title: 'Cờ thi đua tập thể dẫn đầu',
      unionKinds: ['districtFederation', 'sectorUnion', 'publicEmployeesUnion', 'industrialZoneUnion', 'upperUnion'],
      groupBy: 'peerGroup',
      measures: [
        { measure: 'rate', weight: 50, against: 'best' },
        { measure: 'people', weight: 20, against: 'best' },
        { measure: 'mean', weight: 30, against: 'best' },
      ],
      leastMembers: 0,
      cap: { unit: 'places', amount: 1 },
      notWith: [],
      reportNeeded: false,
    },
    {
      for: 'collective',
      key: 'bang-khen-tap-the',
      title: 'Bằng khen tập thể công đoàn cơ sở',
      unionKinds: ['grassrootsUnion'],
      groupBy: 'upperUnion',
      measures: [
        { measure: 'rate', weight: 60, against: 'best' },
        { measure: 'mean', weight: 40, against: 'best' },
      ],
      leastMembers: 20,
      cap: { unit: 'places', amount: 2 },
      notWith: [],
      reportNeeded: false,
    },
    {
      for: 'person',
      key: 'bang-khen-ca-nhan',
      title: 'Bằng khen cá nhân có kết quả thi cao',
      groupBy: 'upperUnion',
      source: 'results',
      notVoided: true,
      cap: { unit: 'places', amount: 1 },
      notWith: [],
    },
    {
      for: 'person',
      key: 'can-bo-tich-cuc',
      title: 'Giấy khen cán bộ công đoàn tích cực',
      groupBy: 'all',
      source: 'byHand',
      notVoided: false,
      cap: { unit: 'places', amount: 10 },
      notWith: ['bang-khen-ca-nhan'],
    },
  ],
}
