/** What a scanner meets, in document order; names are without their prefix. */
export type XmlEvents = {
  open: (name: string, attributes: string) => void
  text: (text: string) => void
  close: (name: string) => void
}

/** A tag, comment or section longer than this is no honest file's. */
const MAX_MARKUP = 1024 * 1024

/**
 * Reads XML as it arrives, keeping nothing: for parts of many megabytes, of which a tree would be several times as large.
 * Knows no entities but the five of XML and character references; a DOCTYPE is passed over. False when a tag has no end within a mebibyte.
 */
export function xmlScanner(events: XmlEvents): { push: (chunk: string) => boolean } {
  let rest = ''
  return {
    push: (chunk) => {
      const text = rest + chunk
      rest = text.slice(scan(text, events))
      return rest.length <= MAX_MARKUP
    },
  }
}

const sections = [
  { from: '<!--', to: '-->', isText: false },
  { from: '<![CDATA[', to: ']]>', isText: true },
  { from: '<?', to: '?>', isText: false },
  { from: '<!', to: '>', isText: false },
] as const

/** Tells of everything that is complete; gives back where the incomplete rest begins. */
function scan(text: string, events: XmlEvents): number {
  let at = 0
  while (at < text.length) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at)
      const stop = end === -1 ? withoutCutEntity(text, at) : end
      if (stop > at) events.text(decoded(text.slice(at, stop)))
      if (end === -1) return stop
      at = end
    }
    const end = markupEnd(text, at, events)
    if (end === -1) return at
    at = end
  }
  return at
}

function markupEnd(text: string, at: number, events: XmlEvents): number {
  const next = text[at + 1]
  if (next === '!' || next === '?') return sectionEnd(text, at, events)
  const end = tagEnd(text, at + 1)
  if (end !== -1) tag(text.slice(at + 1, end), events)
  return end === -1 ? -1 : end + 1
}

function sectionEnd(text: string, at: number, events: XmlEvents): number {
  // Too short to tell a comment from a section.
  if (text.length - at < 9 && !text.includes('>', at)) return -1
  const section = sections.find(({ from }) => text.startsWith(from, at))
  const end = section === undefined ? -1 : text.indexOf(section.to, at + section.from.length)
  if (section === undefined || end === -1) return -1
  if (section.isText) events.text(text.slice(at + section.from.length, end))
  return end + section.to.length
}

function tag(inner: string, { open, close }: XmlEvents): void {
  if (inner.startsWith('/')) {
    close(localName(inner.slice(1).trim()))
    return
  }
  const empty = inner.endsWith('/')
  const space = inner.search(/\s/)
  const nameEnd = space !== -1 ? space : empty ? inner.length - 1 : inner.length
  const name = localName(inner.slice(0, nameEnd))
  open(name, inner.slice(nameEnd, empty ? -1 : undefined))
  if (empty) close(name)
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** The ">" that ends a tag: one inside quotes does not. */
function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (quote !== 0) {
      if (sign === quote) quote = 0
    } else if (sign === 34 || sign === 39) quote = sign
    else if (sign === 62) return at
  }
  return -1
}

/** Text without an entity that the next chunk may end. */
function withoutCutEntity(text: string, from: number): number {
  const mark = text.lastIndexOf('&')
  return mark >= from && text.length - mark < 12 && !text.includes(';', mark) ? mark : text.length
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The value of an attribute by its name, prefix or not; null when the tag has none. */
export function attribute(attributes: string, name: string): string | null {
  const start = attributes.indexOf(` ${name}="`)
  if (start !== -1) {
    const from = start + name.length + 3
    return decoded(attributes.slice(from, attributes.indexOf('"', from)))
  }
  for (const match of attributes.matchAll(/(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (match[1] === name) return decoded(match[2] ?? match[3] ?? '')
  }
  return null
}
