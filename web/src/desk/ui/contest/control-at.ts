/** The control of a field of the contest document on the page, or of what the field is part of: "rounds.2.rules.hours.from" is shown by the hours. */
export function controlAt(field: string): HTMLElement | null {
  const parts = field.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const found = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(parts.slice(0, length).join('.'))}"]`)
    if (found !== null) return found
  }
  return null
}

/** What a reader knows a field by: its round, the group it stands in, its label. */
export function nameOf(field: string): string {
  const control = controlAt(field)
  if (control === null) return ''
  const round = control.closest('.round-card')?.querySelector('h3')
  const group = control.closest('fieldset')?.querySelector('legend')
  const label = document.querySelector(`label[for="${CSS.escape(control.id)}"]`)
  return [round, group, label].flatMap((part) => part?.textContent?.trim() ?? []).join(', ')
}
