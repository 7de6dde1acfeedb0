import { drawn } from './shrink-picture.ts'

const LONGEST_SIDE = 1_600
/** What is as small as this costs the line little. */
const SMALL_BYTES = 500_000

/** A photo as it is sent: a large one drawn anew with 1,600 points at its longer side, which spares the line and leaves its place and time behind. As it is where the browser cannot. */
export async function photoToSend(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file)
    const longest = Math.max(picture.width, picture.height)
    if (longest <= LONGEST_SIDE && file.size <= SMALL_BYTES) return file
    const smaller = await drawn(picture, Math.min(1, LONGEST_SIDE / longest))
    return smaller !== null && smaller.size < file.size ? smaller : file
  } catch {
    // Not a picture that this browser reads: the server says so.
    return file
  }
}
