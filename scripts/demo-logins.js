/** Sample accounts of the demo; they exist in `data/demo` only. */
export const SAMPLE_PASSWORD = 'hoithi2021'

export const sampleLogins = [
  { login: '0912345678', role: 'contestant', fullName: 'Nguyễn Thị Thử', where: '/' },
  { login: 'tochuc', role: 'organiser', fullName: 'Ban tổ chức (mẫu)', where: '/desk' },
  { login: 'giamkhao', role: 'judge', fullName: 'Ban giám khảo (mẫu)', where: '/desk' },
  { login: 'canbo', role: 'officer', fullName: 'Cán bộ LĐLĐ thành phố (mẫu)', where: '/desk' },
  { login: 'quantri', role: 'administrator', fullName: 'Quản trị (mẫu)', where: '/desk' },
]
