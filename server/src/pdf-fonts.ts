import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { PdfFonts } from './formats/pdf/document.ts'

const { resolve } = createRequire(import.meta.url)
const font = (name: string): Uint8Array => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`))

/** The three weights that our PDF files are set in. */
export const vietnameseFonts = (): PdfFonts => ({ regular: font('400Regular'), semiBold: font('600SemiBold'), bold: font('700Bold') })
