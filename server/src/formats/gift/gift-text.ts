import { marked } from 'marked'
import { cleanLine, cleanText } from '../clean-text.ts'
import type { KeptPicture } from '../collect-pictures.ts'
import { restore } from './gift-escapes.ts'
import { htmlToPlain, type PictureText } from './gift-html.ts'

export type GiftFormat = 'moodle' | 'html' | 'plain' | 'markdown'

/** What a question lost on its way in, counted over the file. */
export type Loss = 'feedback' | 'formatting' | 'picture' | 'key'

/** Gathers what is lost in one question, and the pictures in it that cannot be kept. */
export type GiftNotes = { losses: Set<Loss>; refused: Extract<KeptPicture, { ok: false }>[] }

/** How the protected texts of one question are read. */
export type GiftTexts = ReturnType<typeof giftTexts>

/** Markdown longer or nested deeper than in any question is only words. */
const MAX_MARKDOWN = 10_000
const NESTED = /^[ \t>*+\d.)-]{40}/m
const KEPT = /<(?:b|strong|i|em|u|s|del|mark|font|code|pre|table|h[1-6]|a|blockquote)\b/i
/** What people write only when they mean HTML: "a < b" and "thẻ <table>" are words. */
const HTML =
  /<\/(?:p|div|span|b|strong|i|em|u|s|a|ul|ol|li|h[1-6]|table|tr|td|th|sup|sub|code|pre|font|center|blockquote)\s{0,5}>|<(?:br|hr|p)\s{0,5}\/?>|<[a-z][a-z0-9]{0,10}\s{1,9}[a-z-]{1,30}\s{0,5}=|&(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});/i

/** The format that a text names in front ("[html]…"), else the one given, and the text behind it. */
export function formatted(written: string, fallback: GiftFormat): { format: GiftFormat; body: string } {
  const named = /^\s*\[\s*(html|moodle|plain|markdown)\s*\]/i.exec(written)
  return named === null
    ? { format: fallback, body: written }
    : { format: named[1]?.toLowerCase() as GiftFormat, body: written.slice(named[0].length) }
}

/** Readers of one question's texts; `keep` keeps a picture that stands in the text itself. */
export function giftTexts(notes: GiftNotes, keep: (bytes: Uint8Array, alt: string) => KeptPicture) {
  const picture: PictureText = (source, alt) => {
    const encoded = /^data:image\/[^,]*;base64,(.*)$/.exec(source)?.[1]
    const kept = encoded === undefined ? null : keep(Buffer.from(encoded, 'base64'), alt)
    if (kept?.ok === true) return kept.mark
    if (kept === null) notes.losses.add('picture')
    else notes.refused.push(kept)
    return alt.trim() === '' ? '[hình]' : `[hình: ${alt.trim()}]`
  }
  const fromHtml = (html: string): string => {
    if (KEPT.test(html)) notes.losses.add('formatting')
    return htmlToPlain(html, picture)
  }
  const plain: Record<GiftFormat, (text: string) => string> = {
    plain: (text) => text,
    html: fromHtml,
    moodle: (text) => (HTML.test(text) ? fromHtml(text.replace(/\n/g, '<br>')) || text : text),
    markdown: (text) => fromHtml(markdownToHtml(text)) || text,
  }
  return {
    /** A text that may name its format, as words. */
    text(written: string, fallback: GiftFormat): string {
      const { format, body } = formatted(written, fallback)
      return cleanText(plain[format](restore(body)))
    },
    /** What is to be typed: Moodle compares it sign by sign, so nothing in it is formatting. */
    typed(written: string): string {
      const { format, body } = formatted(written, 'plain')
      return cleanLine(plain[format](restore(body)))
    },
  }
}

function markdownToHtml(text: string): string {
  if (text.length > MAX_MARKDOWN || NESTED.test(text)) return text.replace(/\n/g, '<br>')
  try {
    return marked.parse(text, { async: false })
  } catch {
    // Nested too deeply to be anyone's question.
    return ''
  }
}
