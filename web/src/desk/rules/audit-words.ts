import { clockTime, momentSeconds } from '../../lib/format.ts'

/** A text by its key with values filled in; null when there is none. */
type Find = (key: string, values?: Record<string, string>) => string | null

/** From here on a deadline means that the attempt stands still, with what is beyond it left of its time. */
const HELD = 1e15

/** Whose words the codes of a field have. */
const codesOf: Readonly<Record<string, string>> = {
  kind: 'unionKind',
  state: 'unionState',
  reportState: 'reportState',
  role: 'role',
  contestantKind: 'contestantKind',
}

/** The path of an audit entry's field in words: "rounds.2.closesAt" → "Kỳ thi › 2 › Đóng lúc"; what has no word is shown as it is. */
export function fieldWords(path: string, find: Find): string {
  return path
    .split('.')
    .map((segment) => (/^\d+$/.test(segment) ? segment : (find(`auditField.${segment}`) ?? find(`contest.${segment}`) ?? segment)))
    .join(' › ')
}

/** A value of such a field as people read it: moments, spans and codes in words. */
export function valueWords(path: string, value: string, find: Find): string {
  const key = path.split('.').at(-1) ?? ''
  const figure = /^-?\d+$/.test(value) ? Number(value) : null
  if (figure !== null && /At$/.test(key)) {
    if (figure <= HELD / 2) return momentSeconds(figure)
    return find('auditValue.standsStill', { left: clockTime(figure - HELD) }) ?? value
  }
  if (figure !== null && /Ms$/.test(key)) return clockTime(figure)
  return (
    find(`auditValue.${value}`) ??
    find(`${codesOf[key] ?? 'contest'}.${value}`) ??
    find(`contest.${key}.${value}`) ??
    find(`extraScope.${value}`) ??
    value
  )
}
