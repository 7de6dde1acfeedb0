const decoder = new TextDecoder('windows-1258')
const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const))
const tone = /[\u0300\u0301\u0303\u0309\u0323]/u

/** Vietnamese text in Windows-1258, each tone mark a byte after its letter. */
export function windows1258(text: string): Uint8Array {
  const letters = [...text.normalize('NFC')].flatMap((letter) => {
    const parts = [...letter.normalize('NFD')]
    return [
      parts
        .filter((part) => !tone.test(part))
        .join('')
        .normalize('NFC'),
      ...parts.filter((part) => tone.test(part)),
    ]
  })
  return Uint8Array.from(
    letters.map((letter) => {
      const byte = byteOf.get(letter)
      if (byte === undefined) throw new Error(`no byte for ${letter}`)
      return byte
    }),
  )
}
