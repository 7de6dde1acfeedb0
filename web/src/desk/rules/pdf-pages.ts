const MARK = '/Type /Page\n'

/** Counts the pages of a PDF while its pieces arrive: our writer closes a page with an object that says so in plain text. */
export function pageCounter(): (piece: Uint8Array) => number {
  const letters = new TextDecoder('latin1')
  let pages = 0
  let before = ''
  return (piece) => {
    const text = before + letters.decode(piece)
    pages += text.split(MARK).length - 1
    // A mark may be cut in two by the border of pieces; what is kept is too short to hold a whole one.
    before = text.slice(-(MARK.length - 1))
    return pages
  }
}
