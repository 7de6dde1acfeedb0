/** Texts of the posters' page. */
export const deskPostersVi = {
  'menu.posters': 'Áp phích, mã QR',
  'posters.title': 'Áp phích, mã QR',
  'posters.help':
    'Mỗi đơn vị có một áp phích khổ A4 để dán tại nơi làm việc. Ai quét mã QR hoặc gõ địa chỉ trên áp phích thì vào thẳng trang đăng ký, đơn vị đã được chọn sẵn.',
  'posters.pick': 'Chọn đơn vị',
  'posters.top': 'Về đầu danh sách',
  'posters.lowest': 'Không có đơn vị nào trực thuộc.',
  'posters.none': 'Chưa có đơn vị nào để làm áp phích. Đề nghị nhập danh sách đơn vị trước.',
  'posters.localOnly':
    'Địa chỉ {origin} chỉ mở được ngay trên máy chủ, điện thoại không vào được. Chưa nên in: đề nghị người quản trị máy chủ đặt PUBLIC_URL là địa chỉ mà thí sinh sẽ gõ.',
  'posters.qrOf': 'Mã QR của {union}',
  'posters.link': 'Đường dẫn',
  'posters.qr': 'Mã QR',
  'posters.png': 'Tải ảnh PNG',
  'posters.svg': 'Tải tệp SVG',
  'posters.one': 'Tải áp phích của đơn vị này (PDF)',
  'posters.below': 'Tải cả {count} áp phích từ đơn vị này trở xuống (PDF)',
  'posters.all': 'Tải cả {count} áp phích của cuộc thi (PDF)',
  'posters.starting': 'Đang chuẩn bị…',
  'posters.progress': 'Đã làm {done}/{total} áp phích',
}

export type DeskPostersKey = keyof typeof deskPostersVi
