/** A multiple of 3, so that the pieces join without padding between them. */
const PIECE = 24_576

/** Bytes in base64, piece by piece: a whole file as arguments of one call would overflow the stack. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))))
  }
  return pieces.join('')
}
