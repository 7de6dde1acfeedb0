import type { KeptPicture } from '../collect-pictures.ts'
import type { ListLabels } from './docx-numbering.ts'
import type { Styles } from './docx-styles.ts'
import type { Notes } from './pasted-notes.ts'

/** What reading a Word document's text needs to know of the rest of the file. */
export type DocxContext = {
  styles: Styles
  labels: ListLabels
  notes: Notes
  keepPicture: (relationId: string, alt: string) => KeptPicture | { ok: false; code: string; message: string }
}
