/** A text with its values: `{name}` is the value, `{name|one|many}` the value and the word that goes with it: "1 union", "2 unions". */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = String(values[name] ?? '')
    return many === undefined ? value : `${value} ${value === '1' ? one : many}`
  })
}
