import { expect, test } from 'vitest'
import { guessablePassword } from '../../server/src/domain/guessable-password.ts'

const lan = { login: '0912345678', fullName: 'Lò Thị Lan', birthDate: '1990-02-08' }

test.each([
  ['12345678', 'figures in a row'],
  ['87654321', 'figures in a row, backwards'],
  ['45678901', 'figures in a row, from the middle on'],
  ['11111111', 'one sign again and again'],
  ['abcabcabc', 'a few signs again and again'],
  ['abcdefgh', 'letters in a row'],
  ['qwertyuiop', 'a row of the keyboard'],
  ['1q2w3e4r', 'a path over the keyboard'],
  ['0912345678', 'their phone'],
  ['84912345678', 'their phone with the country before it'],
  ['08021990', 'their birth date'],
  ['19900208', 'their birth date, year first'],
  ['lothilan', 'their name'],
  ['LoThiLan90', 'their name with figures behind it'],
  ['Lò Thị Lan', 'their name as written'],
  ['password1', 'a word that everybody takes'],
  ['P@ssw0rd', 'the same with signs in it'],
  ['matkhau123', 'a Vietnamese word that everybody takes'],
  ['Mật khẩu 1', 'the same with its marks'],
  ['anhyeuem!', 'the same with a sign behind it'],
  ['laichau2021', 'the province and the year'],
])('%s is refused: %s', (password) => {
  expect(guessablePassword(password, lan)).toBe(true)
})

test.each(['hoithi2021', 'mat khau dai', 'con gà cục tác', 'lan va hung 1990', '0987654322', '24681012', '08021991'])('%s is taken', (password) => {
  expect(guessablePassword(password, lan)).toBe(false)
})

test('what is not known of a person refuses nothing', () => {
  expect(guessablePassword('lothilan', {})).toBe(false)
  expect(guessablePassword('08021990', {})).toBe(false)
})
