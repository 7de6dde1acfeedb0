import { fileNamePart } from '../../domain/names.ts'
import type { PosterUnion } from '../../domain/posters.ts'

const plain = (text: string): string => fileNamePart(text, 100)

/** The name of a file of posters, in letters that every system keeps. */
export function posterFileName(slug: string, root: PosterUnion | null, below: boolean): string {
  if (root === null) return `ap-phich-${plain(slug)}.pdf`
  return `ap-phich-${plain(root.code)}${below ? '-va-cap-duoi' : ''}.pdf`
}
