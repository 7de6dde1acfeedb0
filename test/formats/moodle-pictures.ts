import { pictureCollector } from '../../server/src/formats/collect-pictures.ts'

// Pictures for Moodle XML: small, and told apart by their bytes.

export const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('cờ đỏ')])
export const gif = Buffer.from('GIF89a sao vàng')
export const markOf = (bytes: Uint8Array, alt: string): string => {
  const kept = pictureCollector().keep(bytes, alt)
  return kept.ok ? kept.mark : kept.code
}
export const file = (name: string, bytes: Buffer, path = '/') =>
  `<file name="${name}" path="${path}" encoding="base64">${bytes.toString('base64')}</file>`
