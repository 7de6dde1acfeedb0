const english = (figure: string): number => (figure === '1' ? 0 : 1)

/**
 * A text with its values: `{name}` is the value, `{name|one|many}` the value and the word that goes with it: "1 union", "2 unions".
 * `form` picks the word for a figure as it is written; a language with more forms has more words.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>, form: (figure: string) => number = english): string {
  return text.replace(/\{(\w+)((?:\|[^|}]*)*)\}/g, (_, name: string, words: string) => {
    const value = String(values[name] ?? '')
    return words === '' ? value : `${value} ${words.split('|')[form(value) + 1] ?? ''}`
  })
}
