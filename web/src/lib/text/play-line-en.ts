import type { playLineVi } from './play-line-vi.ts'

/** English texts for whoever stands in line to register or log in. */
export const playLineEn: Record<keyof typeof playLineVi, string> = {
  'line.waits': 'A great many people are coming in at this moment. Stay on this page: it is sent again by itself, there is nothing to press.',
  'line.left': 'Sent again in {seconds} s.',
}
