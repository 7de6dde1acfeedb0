/** Texts of the desk about one's own account: two-step login, recovery codes, sessions that lie idle. */
export const deskAccountVi = {
  'account.title': 'Tài khoản của tôi',
  'account.password': 'Mật khẩu',
  'account.passwordHelp': 'Mật khẩu chỉ mình Anh/Chị biết. Đổi ngay nếu nghi có người khác biết.',

  'second.title': 'Xác thực hai bước',
  'second.what':
    'Ngoài mật khẩu, mỗi lần đăng nhập cần thêm mã 6 số của ứng dụng xác thực trên điện thoại Anh/Chị. Ai biết mật khẩu mà không cầm điện thoại thì không vào được.',
  'second.offNow': 'Đang tắt: chỉ cần mật khẩu là vào được.',
  'second.onSince': 'Đã bật từ {at}.',
  'second.required': 'Vai trò của Anh/Chị bắt buộc dùng, nên không tắt được; đổi điện thoại thì dùng nút bên dưới.',
  'second.codesLeft': 'Mã khôi phục còn lại: {left}/10.',
  'second.codesFew': 'Mã khôi phục còn lại: {left}/10. Anh/Chị nên tạo bộ mã mới trước khi hết.',
  'second.turnOn': 'Bật xác thực hai bước',
  'second.turnOff': 'Tắt xác thực hai bước',
  'second.turnOffHelp': 'Từ đây đăng nhập chỉ cần mật khẩu. Mã khôi phục cũ không dùng được nữa, các phiên khác kết thúc ngay.',
  'second.turnedOff': 'Đã tắt xác thực hai bước.',
  'second.turnedOn': 'Đã bật xác thực hai bước. Các phiên đăng nhập khác của Anh/Chị đã kết thúc.',
  'second.move': 'Chuyển sang điện thoại khác',
  'second.moveHelp': 'Anh/Chị cần mã trên điện thoại cũ, hoặc một mã khôi phục. Xong bước này, mã của điện thoại cũ không dùng được nữa.',
  'second.newCodes': 'Tạo mã khôi phục mới',
  'second.newCodesHelp': 'Mười mã cũ, dù chưa dùng, sẽ không dùng được nữa.',

  'second.mustTitle': 'Bật xác thực hai bước',
  'second.must':
    'Người quản trị và giám khảo phải dùng xác thực hai bước, vì các vai trò này chốt kết quả và cấp tài khoản. Mất khoảng hai phút; chỉ làm một lần trên mỗi điện thoại.',

  'second.stepApp':
    '1. Trên điện thoại, mở ứng dụng xác thực. Chưa có thì cài một ứng dụng: Google Authenticator, Microsoft Authenticator, Aegis hoặc 2FAS đều được.',
  'second.stepScan': '2. Trong ứng dụng, chọn thêm tài khoản rồi quét mã này.',
  'second.stepType': 'Không quét được? Chọn nhập thủ công và gõ khoá này:',
  'second.stepConfirm': '3. Nhập mã 6 số mà ứng dụng đang hiện cho {host}.',
  'second.qr': 'Mã QR để ứng dụng xác thực quét',
  'second.confirm': 'Xác nhận và bật',
  'second.continue': 'Tiếp tục',

  'second.code': 'Mã 6 số trên điện thoại',
  'second.codeHelp': 'Mã đổi mỗi 30 giây, mỗi mã dùng được một lần.',
  'second.recoveryCode': 'Mã khôi phục',
  'second.recoveryHelp': 'Mười sáu chữ và số, viết hoa hay thường đều được. Mỗi mã dùng được một lần.',
  'second.useRecovery': 'Không có điện thoại? Dùng mã khôi phục',
  'second.useCode': 'Dùng mã trên điện thoại',

  'second.stepTitle': 'Đăng nhập: bước hai',
  'second.stepIntro': 'Mật khẩu đúng. Anh/Chị mở ứng dụng xác thực trên điện thoại và nhập mã đang hiện.',
  'second.enter': 'Vào bàn điều hành',
  'second.back': 'Đăng nhập lại từ đầu',
  'second.lost': 'Mất cả điện thoại lẫn mã khôi phục: xin một người quản trị khác đặt lại bước hai ở trang Tài khoản điều hành.',

  'proof.title': 'Xác nhận đúng là Anh/Chị',
  'proof.help': 'Việc này không sửa lại dễ dàng, hoặc trao quyền cho người khác. Nhập lại để tiếp tục; trong 15 phút sau đó không hỏi nữa.',
  'proof.go': 'Xác nhận và tiếp tục',

  'recovery.title': 'Mã khôi phục của Anh/Chị',
  'recovery.help':
    'Khi mất điện thoại, mỗi mã thay cho mã 6 số được một lần. Các mã chỉ hiện lần này: hãy in ra hoặc lưu vào nơi chỉ mình Anh/Chị mở được, không để trong điện thoại đang dùng.',
  'recovery.sheet': 'Mã khôi phục xác thực hai bước – {name}, {host}, {at}',
  'recovery.download': 'Tải tệp .txt',
  'recovery.print': 'In',
  'recovery.copy': 'Sao chép cả mười mã',
  'recovery.kept': 'Tôi đã cất các mã này',
  'recovery.fileName': 'ma-khoi-phuc',

  'staff.secondFactor': 'Hai bước',
  'staff.secondOn': 'Bật',
  'staff.secondOff': 'Chưa',
  'staff.resetSecond': 'Đặt lại bước hai',
  'staff.resetSecondTitle': 'Đặt lại bước hai của {login}',
  'staff.resetSecondVerify': 'Hãy chắc chắn người đang nhờ đúng là chủ tài khoản: gọi lại theo số Anh/Chị đã biết, hoặc gặp trực tiếp.',
  'staff.resetSecondThen':
    'Mã trên điện thoại cũ và mọi mã khôi phục hết dùng được, các phiên của người này kết thúc ngay. Lần đăng nhập tới chỉ cần mật khẩu, rồi họ bật lại.',
  'staff.secondReset': 'Đã đặt lại bước hai của {login}.',

  'idle.soon': 'Trang này không ai dùng đã lâu. Để bảo vệ tài khoản, phiên sẽ kết thúc sau chưa đầy một phút.',
  'idle.stay': 'Tôi vẫn đang làm việc',

  'auditAction.turnOnSecondFactor': 'Bật xác thực hai bước',
  'auditAction.turnOffSecondFactor': 'Tắt xác thực hai bước',
  'auditAction.renewRecoveryCodes': 'Tạo mã khôi phục mới',
  'auditAction.useRecoveryCode': 'Dùng mã khôi phục',
  'auditAction.resetSecondFactor': 'Đặt lại bước hai của đồng nghiệp',
  'auditField.secondFactor': 'Xác thực hai bước',
  'auditField.recoveryCodesLeft': 'Mã khôi phục còn lại',
  'auditValue.on': 'Bật',
  'auditValue.off': 'Tắt',
}
