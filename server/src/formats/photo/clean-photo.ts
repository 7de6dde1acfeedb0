import type { WorkPhotoType } from '../../domain/work.ts'
import { pictureType } from '../../domain/pictures.ts'
import { cleanJpeg } from './clean-jpeg.ts'
import { cleanPng } from './clean-png.ts'
import { cleanWebp } from './clean-webp.ts'

/** A photo with nothing in it but what is seen; `null`: it cannot be read to its end. Width and height as stored, before it is turned. */
export type CleanBytes = { bytes: Uint8Array; width: number; height: number }
export type CleanPhoto = CleanBytes & { type: WorkPhotoType }

/** Unpacked in a phone's memory a pixel weighs four bytes. */
const MAX_PIXELS = 25_000_000
const MAX_SIDE = 12_000

const cleaners = { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp } as const satisfies Record<
  WorkPhotoType,
  (bytes: Uint8Array) => CleanBytes | null
>

/** A JPEG, PNG or WebP without place, time, camera, preview and words, told by its content and never by its name; null: none of these, broken, or too large. */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | null {
  const type = pictureType(bytes)
  if (type === null || type === 'image/gif') return null
  const clean = cleaners[type](bytes)
  if (clean === null) return null
  const { width, height } = clean
  const fits = width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS
  return fits ? { ...clean, type } : null
}
