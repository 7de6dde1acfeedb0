/** A symbol as the server draws it: an SVG path in a view box of `size` × `size` modules, quiet zone included. */
export type Qr = { size: number; path: string }

/** The symbol as a picture file of its own, sharp at any size. */
export function qrSvg({ size, path }: Qr): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`
}

/** A file name in letters that every system keeps. */
export function qrFileName(code: string, extension: 'png' | 'svg'): string {
  return `ma-qr-${code.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}.${extension}`
}
