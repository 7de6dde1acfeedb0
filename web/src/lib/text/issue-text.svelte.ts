import { locale } from '../locale.svelte.ts'

let english = $state.raw<Record<string, string> | null>(null)
let loading = false

async function load(): Promise<void> {
  if (loading) return
  loading = true
  try {
    english = (await import('./desk-issues-en.ts')).issuesEn
  } catch {
    // A bad line: the next issue that is drawn tries again.
  } finally {
    loading = false
  }
}

/** What an issue's code means in English; null in Vietnamese, while English loads, and for a code without a text: then the server's sentence stands alone. */
export function englishIssue(code: string): string | null {
  if (locale.current === 'vi') return null
  if (english === null) {
    void load()
    return null
  }
  return Object.hasOwn(english, code) ? (english[code] ?? null) : null
}
