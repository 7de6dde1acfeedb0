export const sizes = ['normal', 'large', 'largest'] as const
export const themes = ['auto', 'light', 'dark'] as const
type Size = (typeof sizes)[number]
type Theme = (typeof themes)[number]

/** What is kept under these names is put to use by the small script in play.html, before anything is drawn. */
const kept = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value => {
  try {
    return values.find((value) => value === localStorage.getItem(name)) ?? values[0]
  } catch {
    return values[0]
  }
}
const keep = (name: string, value: string, usual: string): void => {
  try {
    if (value === usual) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // Private mode: the choice lasts for this page only.
  }
}

let size = $state<Size>(kept('size', sizes))
let theme = $state<Theme>(kept('theme', themes))
const page = document.documentElement.dataset

/** How large the texts are and which colours lie under them, as chosen on this phone. */
export const appearance = {
  get size(): Size {
    return size
  },
  get theme(): Theme {
    return theme
  },
  resize(next: Size): void {
    size = next
    keep('size', next, 'normal')
    page['size'] = next
  },
  colour(next: Theme): void {
    theme = next
    keep('theme', next, 'auto')
    page['theme'] = next !== 'auto' ? next : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  },
}
