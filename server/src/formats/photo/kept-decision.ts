import type { DecisionFile } from '../../domain/decision-file.ts'
import { pictureType } from '../../domain/pictures.ts'
import { cleanJpeg } from './clean-jpeg.ts'
import { cleanPng } from './clean-png.ts'

const PDF = '%PDF-'

/** A decision as it is kept, told by its content and never by its name: a PDF as it is, a JPEG or PNG without place, time and camera; null: none of these, or broken. */
export function keptDecision(bytes: Uint8Array): DecisionFile | null {
  if (PDF === String.fromCharCode(...bytes.subarray(0, PDF.length))) return { type: 'application/pdf', bytes }
  const type = pictureType(bytes)
  if (type !== 'image/jpeg' && type !== 'image/png') return null
  const clean = type === 'image/jpeg' ? cleanJpeg(bytes) : cleanPng(bytes)
  return clean === null ? null : { type, bytes: clean.bytes }
}
