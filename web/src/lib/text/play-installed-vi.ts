/** Vietnamese texts of what the phone keeps for when there is no line. */
export const playInstalledVi = {
  'rules.kept': 'Bản lưu trên máy lúc {at}. Anh/Chị kết nối mạng để xem bản mới nhất.',
  'rules.notKept': 'Máy này chưa lưu thể lệ. Anh/Chị kiểm tra mạng rồi bấm Thử lại ở phía trên.',
} as const satisfies Record<string, string>
