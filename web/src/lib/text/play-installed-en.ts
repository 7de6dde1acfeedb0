import type { playInstalledVi } from './play-installed-vi.ts'

/** English texts of what the phone keeps for when there is no line. */
export const playInstalledEn: Record<keyof typeof playInstalledVi, string> = {
  'rules.kept': 'Kept on this phone at {at}. Go online to see the latest rules.',
  'rules.notKept': 'This phone has not kept the rules yet. Check the line, then press Try again above.',
}
