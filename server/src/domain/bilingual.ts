/** What people read, in both languages. */
export type Bilingual = { vi: string; en: string }

export const bilingual = (vi: string, en: string): Bilingual => ({ vi, en })
