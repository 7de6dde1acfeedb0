import type { ItemSort } from '@hoithi/shared/contracts/statistics'
import { isSerious } from '../../domain/doubts.ts'
import { fold } from '../../domain/names.ts'
import type { ItemStatistics } from '../../ports/statistics.ts'

type Asked = { sort: ItemSort; order: 'asc' | 'desc'; doubtful?: 'any' | 'serious' | undefined; search?: string | undefined }

export const serious = ({ doubts }: ItemStatistics): boolean => doubts.some(isSerious)

/** Serious doubts weigh more than any number of mild ones. */
const weightOf = ({ doubts }: ItemStatistics): number => doubts.reduce((sum, doubt) => sum + (isSerious(doubt) ? 100 : 1), 0)
const byCode = (a: ItemStatistics, b: ItemStatistics): number => a.code.localeCompare(b.code, 'vi', { numeric: true }) || a.version - b.version

/** Questions of an analysis as somebody asked for them; what has no figure stands last in either order. */
export function asked(items: readonly ItemStatistics[], { sort, order, doubtful, search }: Asked): ItemStatistics[] {
  const words = fold(search ?? '').split(' ')
  const shown = items.filter(
    (item) =>
      (doubtful === undefined || (doubtful === 'serious' ? serious(item) : item.doubts.length > 0)) &&
      words.every((word) => fold(`${item.code} ${item.stem} ${item.topic}`).includes(word)),
  )
  const sign = order === 'asc' ? 1 : -1
  if (sort === 'code') return shown.sort((a, b) => sign * byCode(a, b))
  const valueOf = (item: ItemStatistics): number | null => (sort === 'doubts' ? weightOf(item) : item[sort])
  return shown.sort((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)]
    if (one === null || other === null) return one === other ? byCode(a, b) : one === null ? 1 : -1
    return sign * (one - other) || byCode(a, b)
  })
}
