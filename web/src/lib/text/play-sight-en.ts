import type { playSightVi } from './play-sight-vi.ts'

/** English texts of the menu for language, text size and colours. */
export const playSightEn = {
  'sight.language': 'Language · Ngôn ngữ',
  'sight.size': 'Text size',
  'size.normal': 'Normal',
  'size.large': 'Large',
  'size.largest': 'Largest',
  'sight.theme': 'Background',
  'theme.auto': 'As the phone',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'sight.kept': 'This phone remembers what you choose.',
  'sight.close': 'Done',
} as const satisfies Record<keyof typeof playSightVi, string>
