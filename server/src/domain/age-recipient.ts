const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
/** "age" as the checksum takes in its letters: their upper bits, nothing, their lower bits. */
const PREFIX = [3, 3, 3, 0, 1, 7, 5]
/** 32 bytes in letters of five bits, and six letters of checksum. */
const SHAPE = /^age1([02-9ac-hj-np-z]{58})$/

/** Whether a text is an age public key (Bech32, BIP 173) with its checksum right: a key that was mistyped would lock everybody out. */
export function isAgeRecipient(text: string): boolean {
  const [, letters] = SHAPE.exec(text) ?? []
  if (letters === undefined) return false
  const values = [...PREFIX, ...[...letters].map((letter) => LETTERS.indexOf(letter))]
  return values.reduce(checked, 1) === 1
}

function checked(sum: number, value: number): number {
  const top = sum >>> 25
  return GENERATOR.reduce((next, constant, bit) => (((top >>> bit) & 1) === 1 ? next ^ constant : next), ((sum & 0x1ffffff) << 5) ^ value)
}
