/** Vietnamese texts for whoever stands in line to register or log in. */
export const playLineVi = {
  'line.waits': 'Đang có rất đông người vào cùng lúc. Anh/Chị giữ nguyên trang này, máy sẽ tự gửi lại; không cần bấm nữa.',
  'line.left': 'Gửi lại sau {seconds} giây.',
} as const
