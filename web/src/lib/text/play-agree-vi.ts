/** Vietnamese texts of agreeing to a notice that was worded anew. */
export const playAgreeVi = {
  'agree.title': 'Thông báo về dữ liệu cá nhân đã thay đổi',
  'agree.help': 'Anh/Chị đọc thông báo mới. Đồng ý thì vào thi tiếp được; không đồng ý thì Anh/Chị có thể rút và xoá dữ liệu.',
  'agree.send': 'Đồng ý và đi tiếp',
  'agree.leave': 'Không đồng ý, xem dữ liệu của tôi',
} as const satisfies Record<string, string>
