import { attribute, childValue } from './docx-package.ts'
import type { RunStyle } from './pasted-line.ts'
import { element, elements, type XmlElement } from '../xml.ts'

/** What run properties say; undefined where they say nothing and the style below counts. */
type Look = { [Property in keyof RunStyle]?: RunStyle[Property] | undefined }

/** What a paragraph's style adds: its place in a list, its heading, whether it is a line of the table of contents. */
export type ParagraphStyle = { numId: string | null; level: string | null; heading: boolean; contents: boolean }

export type Styles = {
  run: (paragraphStyle: string | null, properties: XmlElement | null) => RunStyle
  paragraph: (style: string | null) => ParagraphStyle
}

const MAX_CHAIN = 30

/** The style sheet of a Word document (ECMA-376 part 1, 17.7): what runs look like through their styles and by themselves. */
export function readStyles(sheet: XmlElement | null): Styles {
  const byId = new Map((sheet === null ? [] : elements(sheet, 'style')).map((style) => [attribute(style, 'styleId') ?? '', style]))
  const defaults = lookOf(below(sheet, 'docDefaults', 'rPrDefault', 'rPr'))
  const normal = [...byId.values()].find((style) => attribute(style, 'type') === 'paragraph' && isOn(attribute(style, 'default'), false))
  const look = remembered((id) => chainOf(id, byId).reduceRight<Look>((under, style) => over(under, lookOf(element(style, 'rPr'))), {}))
  const isLink = (id: string): boolean => /hyperlink/i.test(childValue(byId.get(id) ?? null, 'name') ?? id)
  const paragraph = remembered((id) => paragraphStyle(id, chainOf(id, byId)))
  return {
    run: (style, properties) => {
      const character = childValue(properties, 'rStyle')
      const base = look(style ?? attribute(normal ?? null, 'styleId') ?? '')
      const styled = toggled(over(defaults, base), character === null || isLink(character) ? {} : look(character))
      return complete(over(styled, lookOf(properties)))
    },
    paragraph: (style) => paragraph(style ?? ''),
  }
}

/** A style and those that it is based on, nearest first. */
function chainOf(id: string, byId: ReadonlyMap<string, XmlElement>): XmlElement[] {
  const chain: XmlElement[] = []
  for (let style = byId.get(id); style !== undefined && chain.length < MAX_CHAIN && !chain.includes(style);) {
    chain.push(style)
    style = byId.get(childValue(style, 'basedOn') ?? '')
  }
  return chain
}

/** The same answer again without working it out again: a document asks for a few styles many times. */
function remembered<Value>(find: (id: string) => Value): (id: string) => Value {
  const known = new Map<string, Value>()
  return (id) => {
    const value = known.has(id) ? (known.get(id) as Value) : find(id)
    known.set(id, value)
    return value
  }
}

function paragraphStyle(id: string, chain: readonly XmlElement[]): ParagraphStyle {
  const names = chain.map((style) => (childValue(style, 'name') ?? '').toLowerCase())
  const properties = chain.map((style) => element(style, 'pPr'))
  const numbered = properties.map((given) => (given === null ? null : element(given, 'numPr'))).find((given) => given !== null) ?? null
  const outline = properties.map((given) => childValue(given, 'outlineLvl')).find((level) => level !== null) ?? null
  return {
    numId: childValue(numbered, 'numId'),
    level: childValue(numbered, 'ilvl'),
    heading: names.some((name) => /^heading \d/.test(name)) || /^heading\d/i.test(id) || (outline !== null && Number(outline) < 9),
    contents: names.some((name) => /^toc (?:\d|heading)/.test(name)),
  }
}

function below(root: XmlElement | null, ...path: string[]): XmlElement | null {
  return path.reduce<XmlElement | null>((at, name) => (at === null ? null : element(at, name)), root)
}

const isOn = (value: string | null, missing: boolean): boolean => (value === null ? missing : !['0', 'false', 'off', 'none'].includes(value))

function lookOf(properties: XmlElement | null): Look {
  if (properties === null) return {}
  const toggle = (name: string): boolean | undefined => {
    const given = element(properties, name)
    return given === null ? undefined : isOn(attribute(given, 'val'), true)
  }
  const colour = element(properties, 'color')
  const highlight = childValue(properties, 'highlight')
  const shading = element(properties, 'shd')
  return {
    bold: toggle('b'),
    italic: toggle('i'),
    underline: element(properties, 'u') === null ? undefined : isOn(childValue(properties, 'u'), false),
    colour: colour === null ? undefined : colourName(attribute(colour, 'val'), attribute(colour, 'themeColor')),
    highlight: highlight !== null ? fillName(highlight) : shading === null ? undefined : fillName(attribute(shading, 'fill')),
  }
}

/** A text colour that sets text apart; '' for black, automatic and dark greys. */
function colourName(value: string | null, theme: string | null): string {
  if (value === null || /^(?:auto|none)$/i.test(value)) return theme === null || /^(?:text1|dark1|tx1|dk1)$/.test(theme) ? '' : theme
  const parts =
    /^([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i
      .exec(value)
      ?.slice(1)
      .map((part) => Number.parseInt(part, 16)) ?? []
  const dark = parts.length === 3 && Math.max(...parts) <= 0x66 && Math.max(...parts) - Math.min(...parts) <= 0x20
  return dark ? '' : value.toUpperCase()
}

/** A background that sets text apart; '' for white and none. */
export const fillName = (fill: string | null): string => (fill === null || /^(?:auto|none|white|clear|ffffff)$/i.test(fill) ? '' : fill.toUpperCase())

function over(under: Look, look: Look): Look {
  return {
    bold: look.bold ?? under.bold,
    italic: look.italic ?? under.italic,
    underline: look.underline ?? under.underline,
    colour: look.colour ?? under.colour,
    highlight: look.highlight ?? under.highlight,
  }
}

/** Bold in the paragraph's and in the character's style cancel each other out (17.7.3, toggle properties). */
function toggled(paragraph: Look, character: Look): Look {
  const both = (a: boolean | undefined, b: boolean | undefined): boolean | undefined => (b === undefined ? a : (a ?? false) !== b)
  return { ...over(paragraph, character), bold: both(paragraph.bold, character.bold), italic: both(paragraph.italic, character.italic) }
}

function complete({ bold = false, italic = false, underline = false, colour = '', highlight = '' }: Look): RunStyle {
  return { bold, italic, underline, colour, highlight }
}
