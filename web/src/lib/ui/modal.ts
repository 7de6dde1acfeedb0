/** Where the focus was before the one that is open. */
let opener: Element | null = null

/** Open a dialog over the page. Safari knows them from 15.4 on: before that it is laid over the page by `dialog[data-plain]`, and Escape closes it. */
export function showModal(dialog: HTMLDialogElement): void {
  if (typeof dialog.showModal === 'function') return dialog.showModal()
  opener = document.activeElement
  dialog.dataset['plain'] = ''
  dialog.setAttribute('role', 'dialog')
  dialog.setAttribute('aria-modal', 'true')
  dialog.setAttribute('open', '')
  dialog.onkeydown = (event) => {
    if (event.key === 'Escape') closeModal(dialog)
  }
  dialog.querySelector<HTMLElement>('button, [tabindex="0"]')?.focus()
}

/** Close it, also when it is closed already; who listens for `close` is told as by the browser. */
export function closeModal(dialog: HTMLDialogElement): void {
  if (typeof dialog.close === 'function') return dialog.close()
  if (!dialog.hasAttribute('open')) return
  dialog.removeAttribute('open')
  dialog.dispatchEvent(new Event('close'))
  if (opener instanceof HTMLElement) opener.focus()
}
