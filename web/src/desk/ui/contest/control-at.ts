/** The control of a field of the contest document on the page, or of what the field is part of: "rounds.2.rules.hours.from" is shown by the hours. */
export function controlAt(field: string): HTMLElement | null {
  const parts = field.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const found = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(parts.slice(0, length).join('.'))}"]`)
    if (found !== null) return found
  }
  return null
}

/** What a reader knows a field by: its round, if it has one, and its label. */
export function nameOf(field: string): string {
  const control = controlAt(field)
  const label =
    control instanceof HTMLFieldSetElement
      ? control.querySelector('legend')
      : control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement
        ? control.labels?.[0]
        : null
  const round = control?.closest('.round-card')?.querySelector('h3')
  return [round, label].flatMap((part) => part?.textContent?.trim() ?? []).join(', ')
}
