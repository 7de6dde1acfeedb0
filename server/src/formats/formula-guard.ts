/** What a spreadsheet may take for a formula, with any apostrophes that already stand before it. */
const formulaLike = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u

/** Text that no spreadsheet runs as a formula: one apostrophe more in front, so that `unguardFormula` gives exactly the text back. */
export function guardFormula(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text
}

export function unguardFormula(text: string): string {
  return text.startsWith("'") && formulaLike.test(text) ? text.slice(1) : text
}

/** Text for a cell that is text whatever it says: guarded only where reading would take it for guarded. */
export function keepGuard(text: string): string {
  return unguardFormula(text) === text ? text : `'${text}`
}
