/** Vietnamese texts of what keeps a person from starting, and of practice. */
export const playEntryVi = {
  'barrier.title': 'Anh/Chị chưa vào thi được',
  'barrier.ask': 'Hỏi ban tổ chức',
  'barrier.again': 'Đã báo xong, kiểm tra lại',
  'barrier.still': 'Tình trạng chưa thay đổi. Anh/Chị kiểm tra lại sau khi ban tổ chức xử lý xong.',
  'code.title': 'Nhập mã dự thi',
  'code.label': 'Mã dự thi',
  'code.hint': 'Mã trong thông báo của đơn vị hoặc ban tổ chức. Chữ hoa, chữ thường, dấu cách và dấu gạch không quan trọng. Chỉ cần nhập một lần.',
  'code.missing': 'Anh/Chị nhập mã dự thi.',
  'code.send': 'Xác nhận mã',
  'code.waitFor': 'Anh/Chị đã thử nhiều lần. Vui lòng xem lại mã với đơn vị, rồi nhập lại sau {minutes} phút.',
  'code.waitOver': 'Anh/Chị nhập lại mã được rồi.',
  'code.none': 'Chưa có mã? Hỏi ban tổ chức',
  'practice.title': 'Thi thử – không tính điểm',
  'practice.what':
    'Làm thử bao nhiêu lần cũng được để quen cách làm bài. Câu hỏi thi thử không có trong đề thi thật; kết quả không xếp hạng và không tính vào lượt thi.',
  'practice.enter': 'Vào thi thử: {round}',
  'practice.lately': 'Các lần thử gần đây',
  'practice.attempt': 'Lần {number}, lúc {at}',

  paused: 'Ban tổ chức đang tạm dừng cuộc thi nên chưa vào thi được. Anh/Chị chờ ít phút rồi kiểm tra lại.',
  'paused.again': 'Kiểm tra lại',
} as const satisfies Record<string, string>
