import type { playLineVi } from './play-line-vi.ts'

/** English texts for whoever stands in line to register or log in. */
export const playLineEn: Record<keyof typeof playLineVi, string> = {
  'line.waits': 'A great many people are coming in at this moment. Stay on this page: it is sent again by itself, there is nothing to press.',
  'line.left': 'Sent again in {seconds} s.',
  'line.title': 'You are in line to start',
  'line.starts': 'Starts by itself in {seconds} s',
  'line.asks': 'Starting…',
  'line.ahead': 'About {count} people are before you.',
  'line.keep': 'Stay on this page, there is nothing to press; when it is your turn, the paper opens by itself.',
  'line.nothingLost': 'No attempt is used up, and your time begins only when the paper opens.',
}
