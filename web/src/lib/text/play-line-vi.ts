/** Vietnamese texts for whoever stands in line to register or log in. */
export const playLineVi = {
  'line.waits': 'Đang có rất đông người vào cùng lúc. Anh/Chị giữ nguyên trang này, máy sẽ tự gửi lại; không cần bấm nữa.',
  'line.left': 'Gửi lại sau {seconds} giây.',
  'line.title': 'Anh/Chị đang trong hàng chờ vào thi',
  'line.starts': 'Tự vào thi sau {seconds} giây',
  'line.asks': 'Đang vào thi…',
  'line.ahead': 'Trước Anh/Chị còn khoảng {count} người.',
  'line.keep': 'Anh/Chị giữ nguyên trang này, không cần bấm; đến lượt, máy tự mở đề.',
  'line.nothingLost': 'Chưa mất lượt thi nào, và giờ làm bài chỉ tính từ lúc đề mở.',
} as const
