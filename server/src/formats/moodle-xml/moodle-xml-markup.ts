import type { PictureOf } from '../read-questions.ts'

/** A picture's mark, as the domain writes it. */
const MARK = /!\[([^\]\n]{0,200})\]\(picture:([0-9a-f]{64})\)/g

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp' } as const

/** Text for between tags or quotes; signs that XML 1.0 cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}

/** A plain text element. */
export const plainText = (text: string): string => `<text>${escapeXml(text)}</text>`

export type RichText = { format: 'html' | 'plain_text'; inner: string }

/**
 * A text with its pictures as Moodle keeps them: HTML with breaks for lines, and a file for each picture.
 * Only a text whose non-breaking spaces HTML would blur is written as plain.
 */
export function richText(text: string, pictureOf: PictureOf): RichText {
  const pictures = new Map<string, string>()
  const html = text.split(MARK).reduce((written, part, index, parts) => {
    if (index % 3 === 0) return written + escapeXml(part)
    if (index % 3 === 1) return written
    const picture = pictureOf(part)
    if (picture === null) return written
    const name = `${part.slice(0, 32)}.${extensions[picture.type]}`
    pictures.set(name, Buffer.from(picture.bytes).toString('base64'))
    return `${written}<img src="@@PLUGINFILE@@/${name}" alt="${escapeXml(parts[index - 1] ?? '')}">`
  }, '')
  if (pictures.size === 0 && text.includes('\u00A0')) return { format: 'plain_text', inner: plainText(text) }
  const files = [...pictures].map(([name, data]) => `<file name="${name}" path="/" encoding="base64">${data}</file>`)
  return { format: 'html', inner: `<text>${cdata(spaced(html))}</text>${files.map((file) => `\n${file}`).join('')}` }
}

/** HTML shows one space for many, and none beside a break: the others become non-breaking ones. */
function spaced(html: string): string {
  return html.replace(/(?<=^|[ \n]) | (?=\n|$)/g, '&nbsp;').replace(/\n/g, '<br>')
}

/** Markup as Moodle itself writes it; escaped HTML has no "]]>" in it. */
const cdata = (html: string): string => (/[&<>]/.test(html) ? `<![CDATA[${html}]]>` : html)
