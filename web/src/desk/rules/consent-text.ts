import type { ContestDocument } from './contest-form.ts'

/** What people agree to when they register, for an organiser who has no wording of their own yet; it names what this system keeps and shows. */
export function consentOf(organiser: string): ContestDocument['consent']['text'] {
  return {
    vi: `Tôi đồng ý để ${organiser} (đơn vị tổ chức) lưu họ tên, ngày sinh, số điện thoại, đối tượng và đơn vị công đoàn của tôi để tổ chức cuộc thi, xếp hạng và khen thưởng. Khi tôi bắt đầu, mở lại và nộp bài, hệ thống ghi loại thiết bị cùng mã băm của thiết bị và địa chỉ mạng để giám khảo phát hiện gian lận; mã này không dịch ngược được và bị xoá 30 ngày sau khi chốt kết quả. Bảng xếp hạng công khai chỉ hiện tên rút gọn và ba số cuối điện thoại. Tôi có quyền xem, sửa, rút lại đồng ý và yêu cầu xoá dữ liệu của mình bằng cách liên hệ ban tổ chức.`,
    en: `I agree that ${organiser} (the organiser) keeps my name, birth date, phone number, kind of contestant and union in order to run the contest, rank it and give prizes. When I start, reopen and submit a paper, the kind of device and hashes of the device and network address are kept so that judges can find cheating; they cannot be turned back and are erased 30 days after the results are final. Public leaderboards show a shortened name and the last three digits of the phone only. I may see and correct my data, withdraw this consent and ask for deletion by contacting the organisers.`,
  }
}
