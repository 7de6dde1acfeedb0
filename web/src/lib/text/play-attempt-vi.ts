/** Vietnamese texts about what becomes of answers: the line, the clock, other phones, the end. */
export const playAttemptVi = {
  'clock.unknown': 'Giờ còn lại sẽ hiện khi có mạng',
  'clock.asking': 'Đang hỏi giờ…',
  'offline.paper': 'Chưa nối được mạng. Anh/Chị cứ làm tiếp: câu trả lời được giữ trong máy này và tự gửi khi có mạng.',
  'elsewhere.changed': 'Câu {numbers} vừa được đổi trên máy khác.',
  'kept.nothing':
    'Trình duyệt này không giữ được câu trả lời khi tắt trang. Anh/Chị giữ trang mở đến khi thấy “Đã lưu”; câu nào đã lưu thì không mất.',
  'late.refused': 'Câu trả lời của câu {numbers} đến sau giờ nên không được tính. Anh/Chị muốn hỏi lại thì gửi câu hỏi cho ban tổ chức.',
  'late.ask': 'Gửi câu hỏi',
} as const satisfies Record<string, string>
