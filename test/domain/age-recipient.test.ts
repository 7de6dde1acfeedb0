import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { isAgeRecipient } from '../../server/src/domain/age-recipient.ts'

const KEY = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'

test.each([
  ['as age-keygen prints it', KEY, true],
  ['with one letter mistyped', KEY.replace('hjy', 'hjq'), false],
  ['with two letters swapped', KEY.replace('hyww', 'ywhw'), false],
  ['without its last letter', KEY.slice(0, -1), false],
  ['with a blank before it', ` ${KEY}`, false],
  ['in capitals', KEY.toUpperCase(), false],
  ['that is a secret one', 'AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33', false],
  ['of ssh', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJTbm', false],
  ['that is empty', '', false],
])('a public key %s', (_how, text, expected) => expect(isAgeRecipient(text)).toBe(expected))

test('every key that is made is one, and none is with any letter changed', async () => {
  for (let index = 0; index < 5; index += 1) {
    const made = await identityToRecipient(await generateX25519Identity())
    expect(isAgeRecipient(made)).toBe(true)
    for (let place = 4; place < made.length; place += 1)
      expect(isAgeRecipient(`${made.slice(0, place)}${made[place] === 'q' ? 'p' : 'q'}${made.slice(place + 1)}`)).toBe(false)
  }
})
