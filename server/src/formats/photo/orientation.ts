const ORIENTATION = 0x0112
const SHORT = 3
const EXIF_START = [0x45, 0x78, 0x69, 0x66, 0, 0]

/** Which way up a camera was held, out of EXIF with or without its "Exif" head: 2–8 (TIFF 6.0); 1 where it does not say or cannot be read. */
export function orientationIn(exif: Uint8Array): number {
  const tiff = EXIF_START.every((byte, place) => exif[place] === byte) ? exif.subarray(EXIF_START.length) : exif
  if (tiff.length < 8) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return 1
  const little = order === 0x4949
  if (view.getUint16(2, little) !== 42) return 1
  const list = view.getUint32(4, little)
  if (list + 2 > tiff.length) return 1
  const entries = view.getUint16(list, little)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = list + 2 + entry * 12
    if (at + 12 > tiff.length) return 1
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue
    const value = view.getUint16(at + 8, little)
    return value >= 2 && value <= 8 ? value : 1
  }
  return 1
}

/** TIFF bytes that say the orientation and nothing else. */
export function onlyOrientation(orientation: number): Uint8Array {
  const order = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8]
  const entry = [0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0]
  return Uint8Array.from([...order, 0, 1, ...entry, 0, 0, 0, 0])
}

export const exifHead = Uint8Array.from(EXIF_START)
