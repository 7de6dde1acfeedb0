import { catalogue } from './catalogue.svelte.ts'
import { deskVi, type DeskKey } from './desk-vi.ts'

/** A text of the desk in the reader's language, with `{name}` filled in from values. */
export const t = catalogue<DeskKey>(deskVi, async () => (await import('./desk-en.ts')).deskEn)

/** The text of a code such as "kind.single"; a code that has no text yet is shown as it came. */
export function named(group: string, code: string): string {
  const key = `${group}.${code}`
  return isKey(key) ? t(key) : code
}

const isKey = (key: string): key is DeskKey => Object.hasOwn(deskVi, key)
