import { PICTURE_BYTES } from '../rules/picture-marks.ts'

const SIDES = [1600, 1200, 900] as const
const QUALITY = 0.85

/** A picture that the server takes: one that is too heavy (a phone's photograph) is made smaller; as it is where the browser cannot. */
export async function fitting(file: Blob): Promise<Blob> {
  if (file.size <= PICTURE_BYTES || file.type === 'image/gif') return file
  try {
    const picture = await createImageBitmap(file)
    for (const side of SIDES) {
      const smaller = await drawn(picture, Math.min(1, side / Math.max(picture.width, picture.height)))
      if (smaller !== null && smaller.size <= PICTURE_BYTES) return smaller
    }
  } catch {
    // Not a picture that this browser reads: the server says so.
  }
  return file
}

export async function drawn(picture: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const paper = canvas.getContext('2d')
  if (paper === null) return null
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
