/** Browsers inside Zalo, Facebook and the like: they cannot download, a picture is saved by holding it. */
export const holdsOnly = (userAgent: string): boolean => /Zalo|FBAN|FBAV|FB_IAB|Messenger|Instagram|; wv\)/i.test(userAgent)

/** The drawn card as a file that can be sent; null where this browser shares no files. */
export async function fileToShare(canvas: HTMLCanvasElement, name: string): Promise<File | null> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null || typeof navigator.canShare !== 'function') return null
  const file = new File([blob], name, { type: 'image/png' })
  return navigator.canShare({ files: [file] }) ? file : null
}

/** Give the file to the phone's share sheet; false when that failed, true also when the person thought better of it. */
export async function share(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file] })
    return true
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError'
  }
}
