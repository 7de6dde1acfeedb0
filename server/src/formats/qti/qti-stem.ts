import type { QtiLoss, QtiPlace } from './qti-losses.ts'
import { attribute, child, children, qtiName } from './qti-names.ts'
import { pictureTexts, type BytesOf, type PictureSource } from './qti-pictures.ts'
import { cutText, type SharedFiles, type SharedText } from './qti-shared.ts'
import { plainText, type TextParts } from './qti-text.ts'
import { cleanText } from '../clean-text.ts'
import type { XmlElement, XmlNode } from '../xml.ts'

/** A shared text: its file, the body in it (null when it holds none), and the addresses that hold there. */
export type Stimulus = { bytes: Uint8Array; body: () => XmlElement | null; bytesOf: BytesOf }

/** What an item needs from around it; `stimulus` finds a shared text by its address. */
export type QtiSurroundings = {
  file: string
  shared: SharedFiles
  bytesOf: BytesOf
  stimulus: (href: string) => Stimulus | null
  note: (code: QtiLoss, place: QtiPlace) => void
}

type PlainText = (nodes: readonly XmlNode[]) => string

const GAP = '_____'
/** No real item refers to more shared texts. */
const MAX_STIMULI = 3

/** Reads parts of an item as plain text, pictures and gaps included. */
export function textReader(source: PictureSource): PlainText {
  const shown = pictureTexts(source)
  const text: PlainText = (nodes) => cleanText(plainText(nodes, parts))
  const parts: TextParts = { ...shown, note: source.note, interaction: (one) => standIn(one, text) }
  return text
}

/** What an interaction leaves in the stem: its prompt, or a gap to fill. */
function standIn(interaction: XmlElement, text: PlainText): string {
  if (/^(?:textEntry|inlineChoice)Interaction$/.test(qtiName(interaction))) return GAP
  const prompt = child(interaction, 'prompt')
  return prompt === null ? '' : text(prompt.children)
}

/** The whole question as it is asked: shared texts first, then the item's own body. */
export function stemOf(item: XmlElement, body: XmlElement, around: QtiSurroundings, source: PictureSource): string {
  const shared = children(item, 'assessmentStimulusRef')
    .slice(0, MAX_STIMULI)
    .map((reference) => stimulusText(attribute(reference, 'href'), around, source))
  return cutText([...shared, textReader(source)(body.children)].filter((part) => part !== '').join('\n'))
}

function stimulusText(href: string, around: QtiSurroundings, { note, refuse }: PictureSource): string {
  const found = around.stimulus(href)
  const read = found === null ? null : around.shared.stimulus(found.bytes, () => readStimulus(found, around.shared))
  if (read === null) {
    note('qti-stimulus-missing')
    return ''
  }
  for (const code of read.losses) note(code)
  for (const { code, message } of read.faults) refuse(code, message)
  return read.text
}

function readStimulus({ body: open, bytesOf }: Stimulus, shared: SharedFiles): SharedText | null {
  const body = open()
  if (body === null) return null
  const losses = new Set<QtiLoss>()
  const faults: SharedText['faults'] = []
  const text = textReader({ shared, bytesOf, note: (code) => losses.add(code), refuse: (code, message) => faults.push({ code, message }) })
  return { text: cutText(text(body.children)), losses: [...losses], faults: faults.slice(0, 20) }
}
