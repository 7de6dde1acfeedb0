/** Vietnamese texts of the page that praises unions and people. */
export const playPraiseVi = {
  'praise.title': 'Tuyên dương',
  'praise.published': 'Ban tổ chức công bố ngày {day}.',
  'praise.byLetter': 'Theo văn bản số {number}, công bố ngày {day}.',
  'praise.you': 'Anh/Chị',
  'praise.shortened': 'Tên người được rút gọn để bảo vệ dữ liệu cá nhân.',
  'praise.home': 'Về trang đầu',
} as const satisfies Record<string, string>
