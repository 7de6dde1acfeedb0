import { locale } from '../locale.svelte.ts'
import { fill } from './fill.ts'

/**
 * Texts of one app: Vietnamese in the bundle, English loaded when it is chosen.
 * Values in a text are filled in (`fill`). While English cannot be loaded the Vietnamese text stands in.
 */
export function catalogue<Key extends string>(vi: Record<Key, string>, loadEnglish: () => Promise<Record<Key, string>>) {
  let english = $state.raw<Record<Key, string> | null>(null)
  let loading = false
  const load = async (): Promise<void> => {
    if (loading) return
    loading = true
    try {
      english = await loadEnglish()
    } catch {
      // A bad line: the next text that is drawn tries again.
    } finally {
      loading = false
    }
  }
  const current = (): Record<Key, string> => {
    if (locale.current === 'vi') return vi
    if (english === null) void load()
    return english ?? vi
  }
  return (key: Key, values: Record<string, string | number> = {}): string => fill(current()[key], values)
}
