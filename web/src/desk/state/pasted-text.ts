/** Questions pasted on this page and not loaded yet: whoever comes back from the preview goes on where they were. */
export const pastedText = { kept: '' }
