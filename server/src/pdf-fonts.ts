import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { PdfFonts } from './formats/pdf/document.ts'
import type { OfficialFonts } from './formats/papers/paper-pdf.ts'

const { resolve } = createRequire(import.meta.url)
const font = (name: string): Uint8Array => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`))
const tinos = (name: string): Uint8Array => readFileSync(resolve(`@expo-google-fonts/tinos/${name}/Tinos_${name}.ttf`))

/** The three weights that our PDF files are set in. */
export const vietnameseFonts = (): PdfFonts => ({ regular: font('400Regular'), semiBold: font('600SemiBold'), bold: font('700Bold') })

/** Official papers are set in letters as wide as Times New Roman's. */
export const officialFonts = (): OfficialFonts => ({
  regular: tinos('400Regular'),
  italic: tinos('400Regular_Italic'),
  bold: tinos('700Bold'),
  boldItalic: tinos('700Bold_Italic'),
})
