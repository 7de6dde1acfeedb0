import type { RefusalCode } from '@hoithi/shared/refusals'

export type Language = 'vi' | 'en'

/** The sentence of each refusal: what is the matter, and what to do next. */
export const refusalTexts: Record<RefusalCode, Record<Language, string>> = {
  'invalid-request': {
    vi: 'Thông tin gửi lên chưa đúng. Anh/Chị hãy kiểm tra những ô được đánh dấu rồi gửi lại.',
    en: 'Something in the form is not right. Check the marked fields and send it again.',
  },
  'contestant-withdrawn': {
    vi: 'Thí sinh này đã rút lại đồng ý nên dữ liệu của họ không sửa được nữa. Hãy tải lại trang để xem tình trạng mới nhất.',
    en: 'This contestant has taken their consent back, so their data can no longer be changed. Reload the page to see how things stand.',
  },
  'data-request-waiting': {
    vi: 'Người này đã có một yêu cầu cùng loại đang chờ. Anh/Chị trả lời yêu cầu đó ở trang “Yêu cầu dữ liệu” trước.',
    en: 'A request of the same kind is waiting for this person already. Answer that one first, on the page of data requests.',
  },
  'consent-outdated': {
    vi: 'Thông báo về dữ liệu cá nhân đã thay đổi. Anh/Chị hãy đọc thông báo mới và đồng ý để vào thi.',
    en: 'The notice on personal data has changed. Read the new one and agree to it to take part.',
  },
  'consent-required': {
    vi: 'Anh/Chị hãy đọc thông báo và đánh dấu đồng ý để đăng ký. Nếu thông báo vừa thay đổi, hãy tải lại trang.',
    en: 'Read the notice and tick the consent box to register. If the notice has just changed, reload the page.',
  },
  'unknown-position': {
    vi: 'Đề thi không có câu này. Anh/Chị hãy tải lại trang để lấy đúng đề của mình.',
    en: 'The paper has no such question. Reload the page to get your own paper.',
  },
  'unknown-option': {
    vi: 'Câu hỏi không có phương án này. Anh/Chị hãy tải lại trang rồi chọn lại.',
    en: 'The question has no such option. Reload the page and choose again.',
  },
  'not-logged-in': {
    vi: 'Anh/Chị chưa đăng nhập hoặc phiên đã hết. Hãy đăng nhập rồi làm tiếp; những gì đã lưu vẫn còn.',
    en: 'You are not logged in, or the session has ended. Log in and go on; what was saved is kept.',
  },
  'wrong-credentials': {
    vi: 'Số điện thoại (hoặc tên đăng nhập) và mật khẩu không khớp. Anh/Chị hãy kiểm tra rồi thử lại.',
    en: 'The phone number (or login name) and password do not match. Check them and try again.',
  },
  'second-factor-needed': {
    vi: 'Mật khẩu đúng. Tài khoản này dùng xác thực hai bước: Anh/Chị hãy đăng nhập ở bàn điều hành (/desk) và nhập thêm mã 6 số trên điện thoại.',
    en: 'The password is right. This account has two-step login: log in at the desk (/desk) and type the 6-digit code of your phone as well.',
  },
  'wrong-second-factor': {
    vi: 'Mã không đúng, đã hết hạn hoặc đã dùng rồi. Anh/Chị hãy chờ ứng dụng hiện mã mới rồi nhập mã đó; kiểm tra giờ trên điện thoại nếu vẫn không được.',
    en: 'The code is wrong, too old or was used already. Wait for the app to show a new one and type that; check the clock of the phone if it still fails.',
  },
  'second-factor-required': {
    vi: 'Vai trò của Anh/Chị phải dùng xác thực hai bước. Hãy mở bàn điều hành (/desk) và bật theo hướng dẫn, rồi làm lại việc này. Khi đổi điện thoại, dùng “Chuyển sang điện thoại khác”.',
    en: 'Your role needs two-step login. Open the desk (/desk), turn it on as it says there, and do this again. With a new phone, use “Move to another phone”.',
  },
  'prove-again': {
    vi: 'Việc này quan trọng nên cần chắc chắn đúng là Anh/Chị đang làm: hãy nhập lại mật khẩu (và mã trên điện thoại nếu đã bật), rồi làm lại.',
    en: 'This weighs enough to make sure that it is you: give your password again (and the code of your phone where that is on), and do it once more.',
  },
  'second-factor-off': {
    vi: 'Tài khoản này không dùng xác thực hai bước, nên không có gì để thay đổi. Hãy tải lại trang để xem tình trạng hiện tại.',
    en: 'This account has no two-step login, so there is nothing to change. Reload the page to see how it stands now.',
  },
  'second-factor-stale': {
    vi: 'Bước này đã để quá lâu, hoặc tài khoản vừa thay đổi ở nơi khác. Anh/Chị hãy làm lại từ đầu, bắt đầu với mật khẩu.',
    en: 'This step was left too long, or the account was changed elsewhere meanwhile. Begin anew, with the password.',
  },
  'second-factor-closed': {
    vi: 'Đã nhập sai mã nhiều lần liên tiếp. Anh/Chị hãy thử lại sau {retryInSeconds} giây, hoặc dùng một mã khôi phục.',
    en: 'Too many wrong codes in a row. Try again in {retryInSeconds} seconds, or use a recovery code.',
  },
  'not-allowed': {
    vi: 'Tài khoản này không có quyền làm việc đó. Hãy đăng nhập bằng tài khoản được phân quyền hoặc liên hệ ban tổ chức.',
    en: 'This account may not do that. Log in with an account that may, or ask the organisers.',
  },
  'account-disabled': {
    vi: 'Tài khoản này đã bị khoá nên không đăng nhập được. Anh/Chị hãy liên hệ người quản trị của cuộc thi.',
    en: 'This account is disabled, so it cannot log in. Ask an administrator of the contest.',
  },
  'account-joined': {
    vi: 'Tài khoản này đã được ban giám khảo gộp vào tài khoản khác của Anh/Chị (số kết thúc bằng {phone}). Hãy đăng nhập bằng số đó; mọi lượt thi đều ở đấy.',
    en: 'The judges joined this account to your other one (the number that ends in {phone}). Log in with that number; all your attempts are there.',
  },
  'already-joined': {
    vi: 'Một trong hai tài khoản đã được gộp trước đó. Anh/Chị hãy tải lại trang để xem tình trạng mới nhất.',
    en: 'One of the two accounts was joined before. Reload the page to see how things stand.',
  },
  'wrong-password': {
    vi: 'Mật khẩu hiện tại chưa đúng nên chưa đổi. Anh/Chị hãy nhập lại mật khẩu đang dùng.',
    en: 'The current password is not right, so nothing was changed. Type the password that you use now.',
  },
  'guessable-password': {
    vi: 'Mật khẩu này quá dễ đoán: dãy số hay chữ liền nhau, số điện thoại, ngày sinh, tên, hoặc từ mà rất nhiều người dùng. Anh/Chị hãy chọn mật khẩu khác, ví dụ ghép hai ba từ chỉ mình hay nhớ.',
    en: 'This password is too easy to guess: a row of figures or letters, a phone number, a birth date, a name, or a word that very many people use. Choose another one, for example two or three words that only you put together.',
  },
  'foreign-origin': {
    vi: 'Yêu cầu không đến từ trang của cuộc thi nên bị từ chối. Hãy mở trang của cuộc thi rồi thử lại.',
    en: 'The request did not come from the contest’s own page. Open the contest page and try again.',
  },
  'not-found': {
    vi: 'Không tìm thấy nội dung này. Hãy kiểm tra lại đường dẫn hoặc quay về trang đầu.',
    en: 'There is nothing here. Check the address or go back to the first page.',
  },
  'campaign-off': {
    vi: 'Cuộc thi này không có đợt thi đua nào đang mở. Anh/Chị hãy quay về trang cuộc thi.',
    en: 'This contest has no campaign that is switched on. Go back to the contest.',
  },
  'campaign-not-set-up': {
    vi: 'Chưa có đợt thi đua. Anh/Chị hãy điền tên, thời gian và lưu lại trước.',
    en: 'There is no campaign yet. Fill in its name and days and save it first.',
  },
  'initiatives-not-yet': {
    vi: 'Chưa đến ngày nhận sáng kiến. Anh/Chị hãy quay lại khi đợt thi đua bắt đầu.',
    en: 'Initiatives are not taken yet. Come back when the campaign has begun.',
  },
  'initiatives-over': {
    vi: 'Đã hết hạn nhập sáng kiến. Nếu có lý do chính đáng, Anh/Chị hãy liên hệ công đoàn cấp trên.',
    en: 'Initiatives are not taken any more. If there is a good reason, ask the upper union.',
  },
  'initiative-moved': {
    vi: 'Sáng kiến này đang ở bước khác nên chưa ghi gì. Anh/Chị tải lại trang để xem bước hiện tại.',
    en: 'This initiative is at another step, so nothing was written. Reload the page to see where it is.',
  },
  'initiative-incomplete': {
    vi: 'Sáng kiến còn thiếu thông tin. Anh/Chị điền các mục được đánh dấu “còn thiếu” rồi làm lại.',
    en: 'Something is still missing. Fill in what is marked as missing and try again.',
  },
  'initiative-secret': {
    vi: 'Sáng kiến là bí quyết công nghệ nên không giữ tệp nào. Nếu chọn nhầm, Anh/Chị bỏ đánh dấu bí quyết rồi gửi tệp.',
    en: 'A technology secret keeps no file. If it is none, untick the secret and send the file again.',
  },
  'too-many-initiatives': {
    vi: 'Anh/Chị đã nhập 30 sáng kiến, là mức nhiều nhất. Hãy rút bớt bản không dùng, hoặc nhờ cán bộ công đoàn nhập giúp.',
    en: 'You have entered 30 initiatives, the most there may be. Withdraw one, or ask a union officer to enter it.',
  },
  'decision-file-refused': {
    vi: 'Chỉ nhận tệp PDF hoặc ảnh JPEG, PNG không hỏng. Anh/Chị hãy mở thử tệp, rồi chọn lại hoặc chọn tệp khác, không quá 5 MB.',
    en: 'Only PDF, JPEG and PNG files that are not broken are taken. Try to open the file, then choose it again or another one of at most 5 MB.',
  },
  'reason-needed': {
    vi: 'Cần ghi lý do. Anh/Chị hãy viết ngắn gọn vì sao rồi làm lại.',
    en: 'A reason is needed. Say in a few words why and try again.',
  },
  'works-over': {
    vi: 'Đợt thi đua đã kết thúc nên không nhận đăng ký mới. Công trình đã đăng ký vẫn báo kết quả được.',
    en: 'The campaign is over, so no new works are registered. Those that are registered can still be reported.',
  },
  'work-moved': {
    vi: 'Công trình này đang ở bước khác nên chưa ghi gì. Anh/Chị tải lại trang để xem bước hiện tại.',
    en: 'This work is at another step, so nothing was written. Reload the page to see where it is.',
  },
  'work-done-ahead': {
    vi: 'Ngày hoàn thành chưa đến. Anh/Chị hãy ghi ngày hôm nay hoặc một ngày trước đó.',
    en: 'That day has not come yet. Give today or a day before it.',
  },
  'too-many-photos': {
    vi: 'Mỗi công trình có nhiều nhất 6 ảnh. Anh/Chị hãy xoá bớt một ảnh rồi gửi lại.',
    en: 'A work has at most 6 photos. Remove one and send yours again.',
  },
  'photo-refused': {
    vi: 'Không đọc được ảnh này. Anh/Chị hãy chọn ảnh JPEG, PNG hoặc WebP khác, không quá 4 MB và 25 triệu điểm ảnh.',
    en: 'This photo cannot be read. Choose another JPEG, PNG or WebP of at most 4 MB and 25 million points.',
  },
  'target-twice': {
    vi: 'Một đơn vị có hai dòng chỉ tiêu nên chưa ghi gì. Anh/Chị bỏ bớt một dòng rồi lưu lại.',
    en: 'A union has two lines of targets, so nothing was written. Remove one and save again.',
  },
  'report-sent': {
    vi: 'Báo cáo này đã gửi nên không sửa được. Nếu cần sửa, Anh/Chị đề nghị cấp trên trả lại.',
    en: 'This report was sent and cannot be changed. Ask the union above to return it.',
  },
  'report-edited-meanwhile': {
    vi: 'Báo cáo này vừa được người khác sửa hoặc xử lý. Nội dung Anh/Chị viết vẫn còn ở trang này: hãy chép lại, tải lại trang rồi ghi tiếp.',
    en: 'Somebody has just changed or decided on this report. What you wrote is still on this page: copy it, load the page again and go on.',
  },
  'report-not-sent': {
    vi: 'Báo cáo này chưa được gửi lên, hoặc đã trả lại. Anh/Chị hãy tải lại trang.',
    en: 'This report was not sent up, or was returned. Load the page again.',
  },
  'report-too-early': {
    vi: 'Chưa đến lúc gửi báo cáo này. Báo cáo tổng kết gửi được khi đợt thi đua kết thúc; nội dung đã viết vẫn lưu nháp được.',
    en: 'It is too early to send this report. The final one can be sent once the campaign is over; words can be kept as a draft.',
  },
  'report-without-words': {
    vi: 'Anh/Chị viết vài dòng về việc đã làm rồi gửi.',
    en: 'Write a few lines on what was done, then send it.',
  },
  'nobody-praised': {
    vi: 'Ban tổ chức chưa công bố danh sách tuyên dương, hoặc đã gỡ xuống. Anh/Chị xem lại sau khi có thông báo.',
    en: 'The organisers have not published whom they praise, or took it down. Look again after their announcement.',
  },
  'commendation-drafted': {
    vi: 'Đã có một danh sách khen thưởng đang dự thảo. Anh/Chị tải lại trang để làm tiếp.',
    en: 'There is a draft of the list already. Reload the page and go on with it.',
  },
  'commendation-decided': {
    vi: 'Danh sách này đã chốt nên không đổi được nữa. Anh/Chị lập danh sách mới nếu cần khen bổ sung.',
    en: 'This list is decided and stays as it is. Begin another one to commend more.',
  },
  'commendation-not-decided': {
    vi: 'Chỉ danh sách đã chốt mới được công bố. Hội đồng quyết định hết các dòng rồi chốt trước.',
    en: 'Only a decided list is published. Decide every line and close it first.',
  },
  'commendation-undecided': {
    vi: 'Còn dòng chưa được hội đồng quyết định. Anh/Chị đồng ý hoặc gạch từng dòng đề xuất và từng dòng bằng nhau rồi chốt lại.',
    en: 'Some lines are not decided yet. Agree to or strike each proposed and each tied line, then close again.',
  },
  'commendation-over-cap': {
    vi: 'Như vậy sẽ quá số suất của tiêu chí nên chưa ghi gì. Anh/Chị gạch bớt một dòng trước, hoặc sửa số suất trong tiêu chí.',
    en: 'That is more than the criteria give, so nothing was written. Strike a line first, or change the number of places.',
  },
  'shortlist-changed': {
    vi: 'Danh sách đã thay đổi từ lúc Anh/Chị mở trang. Hãy tải lại, xem bản mới rồi chốt.',
    en: 'The shortlist has changed since you opened it. Reload, look at the new one and decide then.',
  },
  'nobody-commended': {
    vi: 'Chưa có dòng nào được đồng ý nên chưa chốt được. Anh/Chị đồng ý ít nhất một dòng.',
    en: 'No line is agreed to, so there is nothing to decide. Agree to one line at least.',
  },
  'not-on-shortlist': {
    vi: 'Có tên không còn trong danh sách xét, vì không đủ điều kiện hoặc đã được hình thức khác. Hãy tải lại trang.',
    en: 'Somebody is no longer on the shortlist: the criteria leave them out, or they get another kind. Reload the page.',
  },
  'not-by-hand': {
    vi: 'Hình thức này xét theo kết quả, không giới thiệu tay được. Anh/Chị chọn hình thức do đơn vị giới thiệu.',
    en: 'This kind goes by results; nobody is put forward for it by hand. Choose a kind that is filled by hand.',
  },
  'round-not-open': { vi: 'Kỳ thi chưa mở. Anh/Chị hãy quay lại khi đến giờ mở.', en: 'The round has not opened yet. Come back when it opens.' },
  'round-over': {
    vi: 'Kỳ thi đã hết giờ nhận lượt thi mới. Anh/Chị có thể xem bảng xếp hạng hoặc chờ kỳ sau.',
    en: 'The round takes no new attempts. See the leaderboard or wait for the next round.',
  },
  'round-still-open': {
    vi: 'Kỳ thi còn đang mở nên chưa chốt được. Hãy chờ đến sau giờ đóng.',
    en: 'The round is still open. Wait until it has closed.',
  },
  'attempts-still-running': {
    vi: 'Còn lượt thi chưa kết thúc. Hãy bấm “Kết thúc các lượt quá hạn” hoặc chờ thêm ít phút.',
    en: 'Some attempts are not finished. Finish the overdue ones or wait a few minutes.',
  },
  'no-attempts-left': {
    vi: 'Anh/Chị đã dùng hết số lượt thi của kỳ này. Hãy xem kết quả hoặc chờ kỳ sau.',
    en: 'You have used all attempts of this round. See your results or wait for the next round.',
  },
  'no-attempts-today': {
    vi: 'Anh/Chị đã dùng hết số lượt thi của hôm nay. Hãy quay lại vào ngày mai.',
    en: 'You have used all attempts of today. Come back tomorrow.',
  },
  'outside-hours': {
    vi: 'Lúc này ngoài giờ thi trong ngày. Anh/Chị hãy quay lại khi đến giờ mở tiếp theo.',
    en: 'The round takes no attempts at this hour. Come back when its hours begin again.',
  },
  'contest-paused': {
    vi: 'Ban tổ chức đang tạm dừng cuộc thi, thời gian của Anh/Chị không trôi. Hãy chờ đến khi cuộc thi tiếp tục.',
    en: 'The organisers have paused the contest, and your time stands still. Wait until it goes on.',
  },
  'contest-draft': {
    vi: 'Cuộc thi còn là bản nháp nên chưa có gì để tạm dừng, thêm giờ hay dời giờ đóng. Hãy sửa giờ ở trang cấu hình, hoặc công bố cuộc thi trước.',
    en: 'The contest is a draft: there is nothing to pause, extend or give time to. Change its times in its configuration, or publish it first.',
  },
  'already-paused': {
    vi: 'Cuộc thi đang tạm dừng rồi. Khi sẵn sàng, hãy bấm “Cho thi tiếp”.',
    en: 'The contest is paused already. Let it go on when you are ready.',
  },
  'not-paused': {
    vi: 'Cuộc thi không ở trạng thái tạm dừng. Hãy tải lại trang để xem tình hình hiện tại.',
    en: 'The contest is not paused. Reload the page to see how it stands.',
  },
  'close-not-later': {
    vi: 'Giờ đóng mới phải muộn hơn giờ đóng hiện tại và muộn hơn bây giờ. Hãy chọn giờ khác.',
    en: 'The new close must be later than the present one, and later than now. Choose another time.',
  },
  'outage-not-over': {
    vi: 'Khoảng sự cố phải bắt đầu trước khi kết thúc và đã qua. Hãy sửa lại giờ sự cố.',
    en: 'The outage must begin before it ends and lie in the past. Correct its times.',
  },
  'extra-time-ended': {
    vi: 'Lần cộng giờ này đã kết thúc trước đó. Không cần làm gì thêm.',
    en: 'This extra time was ended before. Nothing more to do.',
  },
  'another-attempt-running': {
    vi: 'Anh/Chị đang có một lượt thi khác chưa nộp. Hãy làm tiếp và nộp lượt đó trước.',
    en: 'Another attempt of yours is still running. Go on with it and submit it first.',
  },
  'attempt-finished': {
    vi: 'Lượt thi này đã nộp nên không thay đổi được nữa. Anh/Chị hãy xem kết quả.',
    en: 'This attempt is submitted and cannot change any more. See the result.',
  },
  'deadline-passed': {
    vi: 'Đã hết giờ làm bài nên câu trả lời này không được nhận. Các câu đã lưu trước đó vẫn được tính.',
    en: 'Time is over, so this answer was not taken. Answers saved before still count.',
  },
  'bank-too-small': {
    vi: 'Ngân hàng câu hỏi chưa đủ để rút đề theo cấu hình. Anh/Chị hãy báo ban tổ chức; lượt thi chưa bị trừ.',
    en: 'The question bank cannot fill the paper. Tell the organisers; no attempt was used.',
  },
  'already-sealed': {
    vi: 'Kỳ thi đã niêm phong. Muốn thay đổi phải huỷ kết quả kèm lý do để lập bản kết quả mới.',
    en: 'The round is sealed. A change needs a void with a reason, which makes a new revision.',
  },
  'statistics-computing': {
    vi: 'Số liệu thống kê của kỳ thi đang được tính. Anh/Chị hãy chờ trang “Thống kê” tính xong rồi xem lại.',
    en: 'The statistics of this round are still being reckoned. Wait until the Statistics page is ready, then look again.',
  },
  'pdf-too-long': {
    vi: 'Danh sách quá dài để in thành PDF. Anh/Chị chọn XLSX, hoặc chọn phạm vi một đơn vị hay một bảng.',
    en: 'The list is too long for a PDF. Choose XLSX, or the scope of one unit or division.',
  },
  'not-sealed': {
    vi: 'Kỳ thi chưa niêm phong nên chưa có kết quả chính thức. Hãy niêm phong trước.',
    en: 'The round is not sealed, so it has no official results. Seal it first.',
  },
  'no-certificate': {
    vi: 'Kỳ thi này không có giấy chứng nhận cho Anh/Chị: cuộc thi không cấp, hoặc không có bài của Anh/Chị trong kết quả đã niêm phong. Anh/Chị hỏi ban tổ chức nếu thấy chưa đúng.',
    en: 'There is no certificate for you here: the contest gives none, or the sealed results have no attempt of yours. Ask the organisers if that seems wrong.',
  },
  'sealing-under-way': {
    vi: 'Kỳ thi đang được niêm phong. Hãy chờ xong rồi thử lại.',
    en: 'The round is being sealed. Wait until it is done and try again.',
  },
  'trial-under-way': {
    vi: 'Máy đang làm thử một lượt thi. Hãy chờ lượt đó xong rồi bấm lại.',
    en: 'A trial attempt is being played already. Wait until it is done and press again.',
  },
  'correction-trial-failed': {
    vi: 'Lần chạy thử dừng giữa chừng nên chưa có kết quả; chưa có gì bị thay đổi. Hãy chạy thử lại; nếu vẫn vậy, hãy báo quản trị máy chủ.',
    en: 'The trial stopped before its end, so there is no result; nothing was changed. Try again; if it happens again, tell the administrator of the server.',
  },
  'correction-under-way': {
    vi: 'Các bài của kỳ thi này đang được chấm lại theo một đáp án vừa sửa. Hãy chờ chấm xong rồi thử lại.',
    en: 'The attempts of this round are being graded again after a corrected key. Wait until it is done and try again.',
  },
  'chain-broken': {
    vi: 'Nhật ký nộp bài có mắt xích không khớp nên không niêm phong được. Hãy dừng lại, giữ nguyên dữ liệu và khôi phục từ bản sao lưu gần nhất.',
    en: 'A link of the submission log does not match, so nothing was sealed. Stop, keep the data as it is, and restore the newest backup.',
  },
  'no-certificates': {
    vi: 'Chưa có giấy chứng nhận để tải: cuộc thi không cấp (bật ở trang “Cuộc thi”), hoặc đơn vị chưa có ai trong kết quả đã niêm phong.',
    en: 'There are no certificates to get: the contest gives none (switch them on in its configuration), or nobody of the union is in the sealed results.',
  },
  'award-published': {
    vi: 'Quyết định này đã công bố nên không sửa được nữa. Nếu cần đổi, Anh/Chị lập quyết định thay thế.',
    en: 'This decision is published and cannot be changed any more. To change it, begin one that replaces it.',
  },
  'award-drafted': {
    vi: 'Đã có một dự thảo quyết định cho phần này. Anh/Chị tải lại trang để làm tiếp dự thảo ấy.',
    en: 'There is a draft for this already. Reload the page and go on with it.',
  },
  'award-edited-meanwhile': {
    vi: 'Người khác vừa sửa dự thảo này. Hãy tải lại trang, xem bản mới rồi làm tiếp.',
    en: 'Somebody has just changed this draft. Reload the page, see the new state and go on from it.',
  },
  'awards-changed': {
    vi: 'Kết quả hoặc danh sách giải vừa đổi so với lúc Anh/Chị xem nên chưa công bố. Hãy xem lại danh sách rồi công bố.',
    en: 'The results or the list of prizes have changed since you looked, so nothing was published. Look at the list again, then publish.',
  },
  'awards-undecided': {
    vi: 'Còn dòng cần quyết định: người đồng hạng tranh cùng một giải, hoặc người được giải cao hơn giải đã nhận. Anh/Chị xếp giải cho từng dòng rồi công bố.',
    en: 'Lines wait for a decision: equals who compete for one prize, or somebody who would win more here than they have. Decide each, then publish.',
  },
  'no-awards': {
    vi: 'Danh sách chưa có giải nào nên chưa công bố được. Hãy khai cơ cấu giải ở trang “Cuộc thi”, hoặc kiểm tra những người bị bỏ qua.',
    en: 'The list has no prize yet, so it cannot be published. Set the prizes in the contest’s configuration, or look at who was passed over.',
  },
  'prize-not-allowed': {
    vi: 'Thể lệ không cho người hoặc đơn vị này nhận giải ở đây (lý do ghi ở danh sách bỏ qua). Muốn đổi, Anh/Chị sửa căn cứ trước: danh sách không được dự thi, giải đã trao, hoặc số đoàn viên.',
    en: 'The rules give this person or union no prize here (the list of those passed over says why). Change the ground first: the barred list, the prize given elsewhere, or the number of members.',
  },
  'paper-refused': {
    vi: 'Mẫu văn bản có chỗ điền mà phần mềm không biết. Hãy sửa các chỗ được nêu rồi lưu lại.',
    en: 'The template names placeholders that nobody knows. Correct those named and save again.',
  },
  'already-void': { vi: 'Lượt thi này đã bị huỷ trước đó. Không cần làm gì thêm.', en: 'This attempt was voided before. Nothing more to do.' },
  'no-late-answers': {
    vi: 'Không còn câu trả lời đến muộn nào ở đây chờ quyết định. Anh/Chị hãy tải lại trang để xem tình trạng mới nhất.',
    en: 'No late answer is waiting for a decision here. Reload the page to see how things stand.',
  },
  'late-answers-waiting': {
    vi: 'Cờ này là câu trả lời đến muộn. Anh/Chị hãy mở diễn biến của lượt thi rồi nhận hoặc không nhận từng câu.',
    en: 'This flag is about late answers. Open the timeline of the attempt and accept or refuse them there.',
  },
  'attempt-running': {
    vi: 'Lượt thi còn đang làm. Hãy chờ đến khi nộp hoặc hết giờ.',
    en: 'The attempt is still running. Wait until it is submitted or over.',
  },
  'scores-hidden': {
    vi: 'Điểm của kỳ này chỉ công bố sau khi niêm phong. Anh/Chị hãy xem theo số người dự thi hoặc số lượt.',
    en: 'Scores of this round appear after it is sealed. Rank by people or attempts instead.',
  },
  'answers-hidden': {
    vi: 'Đáp án của lượt thi này chưa được công bố. Anh/Chị hãy quay lại sau khi kỳ thi được niêm phong, nếu thể lệ cho xem.',
    en: 'The answers of this attempt are not shown. Come back after the round is sealed, if its rules show them.',
  },
  'practice-round': {
    vi: 'Đây là kỳ thi thử, không tính điểm: không có kết quả để niêm phong hay huỷ, giờ đóng thì đổi ở trang cấu hình cuộc thi. Hãy chọn một kỳ thi chính thức.',
    en: 'This is a practice round: it has no results to seal or void, and its close is changed in the contest’s configuration. Choose a real round.',
  },
  'phone-taken': {
    vi: 'Số điện thoại này đã đăng ký. Anh/Chị hãy đăng nhập; nếu không phải của mình, hãy báo ban tổ chức.',
    en: 'This phone number is registered already. Log in; if it is not you, tell the organisers.',
  },
  'login-taken': { vi: 'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.', en: 'This login name is taken. Choose another one.' },
  'code-taken': {
    vi: 'Mã câu hỏi này đã có trong ngân hàng. Hãy đặt mã khác hoặc sửa câu đang có.',
    en: 'The bank has a question with this code. Give another code, or edit that question.',
  },
  'edited-meanwhile': {
    vi: 'Người khác vừa thay đổi nội dung này sau khi Anh/Chị mở trang, nên chưa lưu gì. Anh/Chị chép lại phần mình đã gõ nếu cần, tải lại trang, xem bản mới rồi làm tiếp.',
    en: 'Somebody else has changed this since you opened the page, so nothing was saved. Copy what you typed if you need it, reload the page, see the new state and go on from it.',
  },
  'nothing-changed': { vi: 'Không có gì thay đổi nên chưa lưu bản mới.', en: 'Nothing is different, so no new version was saved.' },
  'import-not-staged': {
    vi: 'Lần nạp này đã xử lý xong hoặc đã quá hạn chờ. Hãy chọn lại tệp.',
    en: 'This import was dealt with before, or waited too long. Choose the file again.',
  },
  'import-not-loaded': { vi: 'Lần nạp này chưa nạp hoặc đã hoàn tác rồi.', en: 'This import was not loaded, or was undone before.' },
  'import-drawn': {
    vi: 'Đã có câu hỏi của lần nạp này được rút vào đề thi nên không hoàn tác được. Hãy sửa hoặc ngừng dùng từng câu.',
    en: 'A question of this import was drawn into a paper, so it cannot be undone. Edit or retire the questions instead.',
  },
  'import-changed-since': {
    vi: 'Có câu hỏi của lần nạp này đã được sửa sau đó nên không hoàn tác được. Hãy sửa hoặc ngừng dùng từng câu.',
    en: 'A question of this import was changed since, so it cannot be undone. Edit or retire the questions instead.',
  },
  'review-first': {
    vi: 'Câu hỏi phải được duyệt trước khi đưa vào dùng. Hãy chuyển sang “Đã duyệt” trước.',
    en: 'A question must be reviewed before it can be used. Set it to “reviewed” first.',
  },
  'review-by-other': {
    vi: 'Người duyệt phải khác người soạn. Hãy nhờ người khác trong ban tổ chức duyệt câu này.',
    en: 'The reviewer must be somebody else than the author. Ask another organiser to review it.',
  },
  'round-already-open': {
    vi: 'Kỳ thi đã mở nên không đổi cấu trúc đề được nữa. Hãy sửa cho kỳ sau.',
    en: 'The round has opened, so its blueprint cannot change any more. Change that of a later round.',
  },
  'file-too-heavy': {
    vi: 'Tệp này cần nhiều bộ nhớ hoặc thời gian hơn mức cho phép nên chưa đọc được. Hãy chia thành vài tệp nhỏ hơn rồi thử lại.',
    en: 'This file needs more memory or time than can be spared, so it was not read. Split it into smaller files and try again.',
  },
  'question-refused': {
    vi: 'Câu hỏi còn lỗi nên chưa lưu. Hãy sửa các ô được nêu.',
    en: 'The question has mistakes, so it was not saved. Correct the fields named.',
  },
  'key-refused': {
    vi: 'Đáp án mới chưa dùng được cho câu hỏi này. Hãy xem lại đáp án, hoặc chỉ chọn những phiên bản có cùng các phương án.',
    en: 'The new key does not fit this question. Check the key, or choose only the versions that have the same options.',
  },
  'picture-refused': {
    vi: 'Hình phải là PNG, JPEG, GIF hoặc WebP và không quá 1 MiB. Hãy lưu lại hoặc thu nhỏ hình rồi thử lại.',
    en: 'A picture must be PNG, JPEG, GIF or WebP of at most 1 MiB. Convert or shrink it and try again.',
  },
  'last-administrator': {
    vi: 'Đây là quản trị viên duy nhất còn hoạt động, nên không khoá hay đổi vai trò được. Hãy lập thêm một quản trị viên trước.',
    en: 'This is the only administrator left, so the account cannot be disabled or given another role. Make another administrator first.',
  },
  'invitation-closed': {
    vi: 'Lời mời này đã dùng, đã thu hồi hoặc quá hạn 7 ngày. Anh/Chị hãy xin người quản trị một lời mời mới, hoặc đăng nhập nếu đã lập tài khoản.',
    en: 'This invitation was used, taken back, or is older than seven days. Ask an administrator for a new one, or log in if you have made your account.',
  },
  'already-withdrawn': {
    vi: 'Thông báo này đã được thu hồi trước đó. Không cần làm gì thêm.',
    en: 'This announcement was withdrawn before. Nothing more to do.',
  },
  'appeals-not-taken': {
    vi: 'Theo thể lệ, cuộc thi này không nhận khiếu nại kết quả. Anh/Chị vẫn có thể gửi câu hỏi ở mục Hỏi đáp.',
    en: 'By its rules this contest takes no appeals. You can still ask the organisers a question.',
  },
  'appeals-not-yet': {
    vi: 'Chưa đến lúc nhận khiếu nại. Anh/Chị gửi được khi kỳ thi đã kết thúc.',
    en: 'Appeals are not taken yet. File yours once the round is over.',
  },
  'appeals-over': {
    vi: 'Đã hết hạn khiếu nại. Nếu có lý do chính đáng, Anh/Chị hãy nhờ cán bộ công đoàn gửi giúp.',
    en: 'It is too late to appeal. If there is a good reason, ask a union officer to file it for you.',
  },
  'appeal-waiting': {
    vi: 'Lượt thi này đang có một khiếu nại chờ trả lời. Hãy chờ trả lời, hoặc rút lại rồi gửi đơn khác.',
    en: 'An appeal about this attempt is waiting for an answer. Wait for it, or take it back and file another.',
  },
  'appeal-answered': {
    vi: 'Khiếu nại này đã được trả lời. Hãy tải lại trang để xem trả lời.',
    en: 'This appeal has been answered. Load the page again to read the answer.',
  },
  'appeal-withdrawn': {
    vi: 'Người gửi đã rút khiếu nại này. Không cần làm gì thêm.',
    en: 'Whoever filed this appeal has taken it back. Nothing more to do.',
  },
  'appeal-not-done': {
    vi: 'Từ khi nhận khiếu nại đến nay chưa có việc này. Hãy làm việc đó trước, hoặc chọn “Cách khác” và nói rõ trong trả lời.',
    en: 'This has not been done since the appeal was filed. Do it first, or choose “something else” and say what in the answer.',
  },
  'too-many-appeals': {
    vi: 'Lượt thi này đã được khiếu nại đủ số lần cho phép. Nếu còn điều chưa rõ, Anh/Chị hãy hỏi cán bộ công đoàn.',
    en: 'This attempt has been disputed as often as it can be. If something is still unclear, ask a union officer.',
  },
  'restore-over-limit': {
    vi: 'Khôi phục thì thí sinh có nhiều lượt hơn thể lệ cho phép. Hãy huỷ lượt khác trước nếu lượt này mới là lượt được tính.',
    en: 'Restored, the person would have more attempts than the rules allow. Void another one first if this is the one that counts.',
  },
  'not-void': {
    vi: 'Lượt thi này không bị huỷ. Hãy tải lại trang để xem tình trạng mới.',
    en: 'This attempt is not void. Load the page again to see how it stands.',
  },
  'too-many-inquiries': {
    vi: 'Anh/Chị đang có nhiều câu hỏi chờ trả lời. Hãy chờ ban tổ chức trả lời rồi hỏi tiếp.',
    en: 'Several of your questions are waiting for an answer. Wait for the organisers to answer, then ask again.',
  },
  'answered-meanwhile': {
    vi: 'Người khác vừa trả lời câu hỏi này. Hãy đọc câu trả lời mới; nếu cần thì sửa lại từ đó.',
    en: 'Somebody else has just answered this. Read the new answer, and correct it from there if needed.',
  },
  'answers-edited': {
    vi: 'Người khác vừa sửa danh sách câu trả lời mẫu. Hãy tải lại trang, xem danh sách mới rồi sửa tiếp.',
    en: 'Somebody has just changed the ready answers. Reload the page, see the new list and go on from it.',
  },
  'setup-closed': {
    vi: 'Liên kết này không còn dùng được. Hãy đăng nhập, hoặc xem liên kết mới trong cửa sổ máy chủ nếu chưa có quản trị viên.',
    en: 'This link no longer works. Log in, or take the new link from the server’s window if there is no administrator yet.',
  },
  'too-large': {
    vi: 'Dữ liệu gửi lên quá lớn. Hãy chia nhỏ rồi gửi lại.',
    en: 'What was sent is too large. Split it and send it again.',
  },
  'union-code-taken': {
    vi: 'Mã này đã là của một đơn vị khác. Hãy tìm đơn vị ấy, hoặc đặt mã khác.',
    en: 'Another union has this code. Look that union up, or give another code.',
  },
  'union-merged': {
    vi: 'Đơn vị này đã sáp nhập vào đơn vị khác nên không mở lại, chuyển hay sáp nhập tiếp được. Hãy làm việc với đơn vị nhận sáp nhập.',
    en: 'This union was merged into another one and cannot be reopened, moved or merged again. Go on with the union that took it in.',
  },
  'union-not-active': {
    vi: 'Đơn vị cấp trên hoặc đơn vị nhận không còn hoạt động. Hãy chọn một đơn vị đang hoạt động, hoặc mở lại đơn vị ấy trước.',
    en: 'The upper or receiving union is not active. Choose an active one, or reopen it first.',
  },
  'union-not-pending': {
    vi: 'Đơn vị này không còn chờ xếp. Hãy tải lại trang để xem ai đã xếp và xếp vào đâu.',
    en: 'This union is not waiting to be placed any more. Reload the page to see who placed it and where.',
  },
  'union-below-itself': {
    vi: 'Không chuyển hay sáp nhập được một đơn vị vào chính nó hoặc vào đơn vị bên dưới nó. Hãy chọn đơn vị khác.',
    en: 'A union cannot be moved or merged into itself or into one below it. Choose another one.',
  },
  'union-has-below': {
    vi: 'Bên dưới còn đơn vị đang hoạt động hoặc chờ xếp. Hãy chuyển, sáp nhập hoặc đóng các đơn vị ấy trước.',
    en: 'Unions below it are still active or waiting. Move, merge or close those first.',
  },
  'unions-changed': {
    vi: 'Danh sách đơn vị đã đổi từ lúc xem trước nên chưa ghi gì. Hãy xem trước lại rồi xác nhận.',
    en: 'The list of unions has changed since the preview, so nothing was written. Preview again and confirm.',
  },
  'divisions-changed': {
    vi: 'Các bảng đã được người khác sửa nên chưa ghi gì. Anh/Chị tải lại trang rồi làm lại.',
    en: 'Somebody else changed the divisions, so nothing was written. Reload the page and try again.',
  },
  'division-name-taken': {
    vi: 'Hai bảng trùng tên. Anh/Chị đặt cho mỗi bảng một tên riêng.',
    en: 'Two divisions have the same name. Give each a name of its own.',
  },
  'division-sealed': {
    vi: 'Kết quả đã niêm phong có nêu bảng này nên không bỏ được. Anh/Chị giữ bảng, hoặc chuyển các đơn vị sang bảng khác.',
    en: 'A sealed result names this division, so it cannot be removed. Keep it, or put its unions into another one.',
  },
  'unknown-union': {
    vi: 'Không tìm thấy đơn vị đã chọn, hoặc đơn vị không còn nhận người. Anh/Chị hãy tìm và chọn lại đơn vị.',
    en: 'The chosen union was not found or takes nobody in any more. Search and choose again.',
  },
  'kind-not-eligible': {
    vi: 'Cuộc thi này không dành cho đối tượng mà Anh/Chị đã đăng ký. Nếu đăng ký nhầm đối tượng, hãy báo ban tổ chức sửa lại.',
    en: 'This contest is not open to the kind of contestant you registered as. If that is a mistake, ask the organisers to correct it.',
  },
  'union-not-eligible': {
    vi: 'Cuộc thi này chỉ dành cho một số đơn vị, không có đơn vị của Anh/Chị. Nếu chọn nhầm đơn vị khi đăng ký, hãy báo ban tổ chức sửa lại.',
    en: 'This contest is for some unions only, and yours is not among them. If you chose the wrong union, ask the organisers to correct it.',
  },
  'barred-from-contest': {
    vi: 'Người trong ban tổ chức, ban giám khảo và người ra đề không được dự thi. Nếu có nhầm lẫn, hãy liên hệ ban tổ chức.',
    en: 'Organisers, judges and question setters may not take part. If this is a mistake, contact the organisers.',
  },
  'not-on-roster': {
    vi: 'Cuộc thi này chỉ dành cho người có tên trong danh sách dự thi. Nếu được phát mã thì hãy nhập mã; nếu không, Anh/Chị hãy báo đơn vị hoặc ban tổ chức để được bổ sung.',
    en: 'Only people on the list of participants may take part. If you were given a member code, type it in; otherwise ask your union or the organisers to add you.',
  },
  'wrong-access-code': {
    vi: 'Mã dự thi chưa đúng. Anh/Chị hãy xem lại mã trong thông báo của đơn vị rồi nhập lại.',
    en: 'The access code is not right. Look at your union’s notice and type it again.',
  },
  'access-code-needed': {
    vi: 'Cuộc thi này cần mã dự thi. Anh/Chị hãy nhập mã do đơn vị hoặc ban tổ chức gửi, chỉ một lần.',
    en: 'This contest needs an access code. Type the one that your union or the organisers sent; once is enough.',
  },
  'contest-attempts-used': {
    vi: 'Anh/Chị đã dùng hết số lượt của cả cuộc thi. Hãy xem kết quả các lượt đã làm.',
    en: 'You have used all your attempts of this contest. See the results of those you took.',
  },
  'no-contest-board': {
    vi: 'Cuộc thi này chỉ xếp hạng từng kỳ, không có bảng chung. Anh/Chị hãy xem bảng của từng kỳ.',
    en: 'This contest ranks its rounds only, so it has no board of its own. See the board of a round.',
  },
  'contest-edited-meanwhile': {
    vi: 'Cuộc thi vừa được người khác sửa. Hãy tải lại trang, xem bản mới rồi sửa tiếp.',
    en: 'Somebody has just changed this contest. Reload the page, see the new state and go on from it.',
  },
  'contest-fixed': {
    vi: 'Thí sinh đã dựa vào những mục này nên không đổi được nữa. Hãy trả lại giá trị cũ ở các mục được nêu rồi lưu lại.',
    en: 'Contestants rely on these fields already, so they cannot change. Put the old values back where named, and save again.',
  },
  'already-published': {
    vi: 'Cuộc thi đã được công bố trước đó. Không cần làm gì thêm.',
    en: 'The contest was published before. Nothing more to do.',
  },
  'not-published': {
    vi: 'Cuộc thi đang là bản nháp, chưa công bố nên không cần rút lại.',
    en: 'The contest is a draft, so there is nothing to withdraw.',
  },
  'attempts-begun': {
    vi: 'Đã có người bắt đầu làm bài nên không rút cuộc thi lại được nữa. Nếu có sự cố, hãy tạm dừng cuộc thi.',
    en: 'Somebody has begun an attempt, so the contest cannot be withdrawn. If something is wrong, pause it instead.',
  },
  'document-refused': {
    vi: 'Cấu hình cuộc thi còn chỗ chưa đúng nên chưa lưu. Hãy sửa các mục được nêu.',
    en: 'The contest’s configuration has mistakes, so nothing was saved. Correct the fields named.',
  },
  'wrong-code': {
    vi: 'Mã đặt lại chưa đúng, đã dùng rồi, đã quá 24 giờ hoặc đã nhập quá 5 lần. Anh/Chị hãy kiểm tra từng ký tự, hoặc xin cán bộ công đoàn cấp mã mới.',
    en: 'The code is not right, was used already, is older than 24 hours, or was tried five times. Check every character, or ask your union officer for a new one.',
  },
  'roster-mismatch': {
    vi: 'Danh sách không có ai với mã này và ngày sinh của Anh/Chị, hoặc mã đã được người khác nhận. Anh/Chị hãy kiểm tra lại mã, rồi nhờ cán bộ công đoàn đối chiếu danh sách.',
    en: 'Nobody on the list has this code and your birth date, or somebody else has claimed the code. Check the code, then ask your union officer to compare the list.',
  },
  'file-refused': {
    vi: 'Tệp có lỗi nên chưa ghi gì. Hãy sửa các dòng được nêu rồi nạp lại.',
    en: 'The file has mistakes, so nothing was written. Correct the rows named and load it again.',
  },
  'too-many-requests': {
    vi: 'Có quá nhiều lần thử trong thời gian ngắn. Anh/Chị hãy chờ ít phút rồi thử lại.',
    en: 'Too many tries in a short time. Wait a few minutes and try again.',
  },
  'server-busy': {
    vi: 'Đang có rất đông người đăng ký và đăng nhập cùng lúc. Anh/Chị giữ nguyên trang này và thử lại sau ít giây; thông tin đã điền không mất.',
    en: 'A great many people are registering and logging in at this moment. Stay on this page and try again in a few seconds; what you filled in is kept.',
  },
  'metrics-closed': {
    vi: 'Số liệu giám sát chỉ mở cho chính máy chủ này, hoặc cho ai có METRICS_TOKEN. Hãy đọc từ máy chủ, hoặc gửi kèm Authorization: Bearer.',
    en: 'These figures are for this machine itself, or for whoever has METRICS_TOKEN. Read them there, or send Authorization: Bearer with it.',
  },
  'start-later': {
    vi: 'Đang có rất đông người vào thi cùng lúc. Anh/Chị chờ khoảng {retryInSeconds} giây rồi vào; chưa mất lượt thi, và giờ làm bài chưa tính.',
    en: 'A great many people are starting at this moment. Wait about {retryInSeconds} s and start then; no attempt is used up, and no time is running yet.',
  },
  'try-later': {
    vi: 'Đang có rất đông người làm bài, nên trang này tạm nghỉ để nhường máy chủ cho họ. Anh/Chị xem lại sau {retryInSeconds} giây.',
    en: 'A great many people are answering at this moment, and this page stands back for them. Look again in {retryInSeconds} s.',
  },
  internal: {
    vi: 'Máy chủ gặp lỗi ngoài dự kiến. Anh/Chị hãy thử lại; nếu vẫn lỗi, hãy báo ban tổ chức.',
    en: 'Something went wrong on the server. Try again; if it stays, tell the organisers.',
  },
  unavailable: {
    vi: 'Máy chủ tạm thời chưa ghi được dữ liệu. Câu trả lời vẫn nằm trên máy của Anh/Chị và sẽ được gửi lại; việc khác xin Anh/Chị làm lại sau ít phút.',
    en: 'The server cannot write just now. Your answers stay on your phone and will be sent again; please do anything else again in a few minutes.',
  },
}
