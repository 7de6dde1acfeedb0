import type { Qr } from '../rules/qr-file.ts'

const DOTS = 24

/** The symbol as a PNG of whole dots, for a message or a document; null when the browser cannot draw. */
export function qrPng({ size, path }: Qr): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * DOTS
  const pen = canvas.getContext('2d')
  if (pen === null) return Promise.resolve(null)
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(DOTS, DOTS)
  pen.fillStyle = '#000'
  pen.fill(new Path2D(path))
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
