/** Vietnamese texts of the menu for language, text size and colours. */
export const playSightVi = {
  'sight.language': 'Ngôn ngữ · Language',
  'sight.size': 'Cỡ chữ',
  'size.normal': 'Vừa',
  'size.large': 'To',
  'size.largest': 'Rất to',
  'sight.theme': 'Màu nền',
  'theme.auto': 'Theo máy',
  'theme.light': 'Sáng',
  'theme.dark': 'Tối',
  'sight.kept': 'Máy này sẽ nhớ lựa chọn của Anh/Chị.',
  'sight.close': 'Xong',
} as const satisfies Record<string, string>
