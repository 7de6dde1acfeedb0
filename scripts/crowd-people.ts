import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { Random } from '../server/src/domain/random.ts'
import type { Services } from '../server/src/services.ts'

export type Invented = {
  id: string
  fullName: string
  phone: string
  birthDate: string
  contestantKind: ContestantKind
  unionId: string
  /** Chance in 1,000 of knowing an easy answer. */
  skill: number
  /** Chance in 100 of taking a round. */
  eagerness: number
}

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Lò',
  'Lý',
  'Giàng',
  'Vàng',
  'Tao',
  'Mào',
  'Lường',
  'Quàng',
  'Chang',
  'Phùng',
  'Hà',
  'Sùng',
  'Cà',
  'Tẩn',
  'Pờ',
]
const middlesOfWomen = ['Thị', 'Thị Thu', 'Thị Hồng', 'Thị Thanh', 'Thuỳ', 'Ngọc', 'Thị Mai']
const middlesOfMen = ['Văn', 'Đức', 'Minh', 'Quang', 'Xuân', 'A', 'Hữu', 'Mạnh', 'Văn Anh']
const givenOfWomen = ['Hoa', 'Lan', 'Hương', 'Nga', 'Thảo', 'Trang', 'Yến', 'Linh', 'Hạnh', 'Phương', 'Dung', 'Mai', 'Ngân', 'Ánh', 'Đào', 'Hiền']
const givenOfMen = ['Sơn', 'Hùng', 'Dũng', 'Tuấn', 'Long', 'Nam', 'Phong', 'Thắng', 'Đạt', 'Quân', 'Hải', 'Khánh', 'Chung', 'Đông', 'Páo', 'Vinh']
const prefixes = ['0912', '0915', '0945', '0962', '0975', '0983', '0334', '0356', '0388', '0868', '0702', '0823']

const one = <T>(items: readonly T[], random: Random): T => items[random.below(items.length)] as T
const two = (value: number): string => String(value).padStart(2, '0')

/** Invented people, spread over the grassroots unions by their head counts; no two share a phone. */
export async function inventPeople({ storage, ids }: Pick<Services, 'storage' | 'ids'>, random: Random, count: number): Promise<Invented[]> {
  const seats = await grassrootsSeats(storage.unions)
  return Array.from({ length: count }, (_, index): Invented => ({
    id: ids.next(0),
    ...inventPerson(random, seats, () => `${one(prefixes, random)}${lastDigits(100_000 + index * 37 + random.below(37))}`),
  }))
}

/** One invented person of a union that is drawn from `seats`. */
export function inventPerson(random: Random, seats: readonly string[], phone: () => string): Omit<Invented, 'id'> {
  const woman = random.below(100) < 54
  return {
    fullName: [one(families, random), one(woman ? middlesOfWomen : middlesOfMen, random), one(woman ? givenOfWomen : givenOfMen, random)].join(' '),
    phone: phone(),
    birthDate: `${1962 + random.below(40)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    contestantKind: random.below(100) < 12 ? 'officer' : random.below(100) < 92 ? 'member' : 'nonMember',
    unionId: one(seats, random),
    skill: 620 + random.below(380),
    eagerness: 35 + random.below(60),
  }
}

const lastDigits = (value: number): string => String(value).padStart(6, '0').slice(-6)

/** As many phones as there are, 12 million: no two numbers below that share one. */
export function phoneOf(number: number): string {
  const prefix = prefixes[number % prefixes.length] ?? ''
  // 7,919 is prime to a million: every last six digits come once for each prefix.
  return `${prefix}${lastDigits((Math.floor(number / prefixes.length) * 7_919 + 123_457) % 1_000_000)}`
}

/** One entry a member, so that a random entry falls on large unions more often. */
export async function grassrootsSeats(unions: Services['storage']['unions']): Promise<string[]> {
  const seats: string[] = []
  const walk = async (parentId: string | null): Promise<void> => {
    for (const union of await unions.children(parentId)) {
      if (union.kind === 'grassrootsUnion') seats.push(...Array.from({ length: union.memberCount ?? 1 }, () => union.id))
      if (union.childCount > 0) await walk(union.id)
    }
  }
  await walk(null)
  return seats
}
