import { fold } from './names.ts'

/** What others know of the person who chooses a password. */
export type KnownOfPerson = { login?: string; fullName?: string; birthDate?: string }

/** Words that very many people choose, without accents and spaces; alone, or with a few figures or signs behind. */
const WORDS = new Set(
  (
    'password passw0rd p@ssword p@ssw0rd pass passpass qwerty qwertyuiop asdfghjkl zxcvbnm qweasd qweasdzxc qazwsx qazwsxedc abc abcd abcde abcdef ' +
    'admin administrator welcome letmein login dangnhap monkey dragon football baseball superman sunshine princess iloveyou iloveu trustno one ' +
    'matkhau matkhaumoi matkhaucu khongbiet khongco khongnho quenroi anhyeuem emyeuanh yeuem yeuanh yeuemnhieu yeuanhnhieu iuanh iuem yeumotnguoi ' +
    'conyeu conyeume bome bomeyeu giadinh giadinhlaso giadinhtoi hanhphuc maimaiyeu mayman matma tinhyeu toiyeuban chaoban xinchao ' +
    'vietnam vietnamvodich vietnamquehuongtoi hanoi saigon tphcm haiphong danang laichau dienbien sapa hochiminh bachoho ' +
    'congdoan congdoanvietnam congdoanlaichau doanvien nguoilaodong congnhan cuocthi thitructuyen'
  ).split(' '),
)
const ROWS = [
  '0123456789',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb',
]
const RUNS = ROWS.flatMap((row) => [row.repeat(2), [...row].reverse().join('').repeat(2)])

const FIGURES_BEHIND = 4

/** Whether somebody who knows a little of the person, or nothing at all, would try a password among the first: refused when one is chosen. */
export function guessablePassword(password: string, { login = '', fullName = '', birthDate = '' }: KnownOfPerson): boolean {
  const plain = password.normalize('NFC').toLowerCase()
  const word = fold(plain).replaceAll(' ', '')
  if (/^(.{1,4}?)\1+$/u.test(plain) || RUNS.some((run) => run.includes(plain))) return true
  const stem = word.replace(new RegExp(`\\d{1,${FIGURES_BEHIND}}$`), '')
  const own = [login.toLowerCase(), fold(login).replaceAll(' ', ''), fold(fullName).replaceAll(' ', '')].filter((known) => known !== '')
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const dates = birthDate === '' ? [] : [day + month + year, year + month + day, month + day + year]
  if (dates.includes(word) || own.some((known) => known === word || known === stem || phoneInFull(known) === word)) return true
  return [plain.replace(/[\d\W_]{1,6}$/u, ''), word, stem].some((candidate) => WORDS.has(candidate))
}

/** A phone as people write it with the country before it. */
const phoneInFull = (login: string): string => login.replace(/^0/, '84')
