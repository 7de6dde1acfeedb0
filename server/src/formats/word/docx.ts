import { picturesIn } from '../../domain/pictures.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { pictureCollector } from '../collect-pictures.ts'
import { bodyLines } from './docx-body.ts'
import type { DocxContext } from './docx-context.ts'
import { listLabels } from './docx-numbering.ts'
import { openDocx, type DocxPackage } from './docx-package.ts'
import { readStyles } from './docx-styles.ts'
import { noteCollector } from './pasted-notes.ts'
import { nothingRead, type ReadFile } from '../read-questions.ts'
import { readLines } from './text-lines.ts'
import { element } from '../xml.ts'

/** Questions in a Word document, with keys by formatting, automatic numbers and pictures; `line` is the paragraph's number. */
export async function readDocx(bytes: Uint8Array): Promise<ReadFile> {
  const opened = openDocx(bytes)
  if (!opened.ok) return { ...nothingRead(), errors: [opened.issue] }
  const { docx } = opened
  const collector = pictureCollector()
  const notes = noteCollector()
  const context: DocxContext = {
    styles: readStyles(docx.styles),
    labels: listLabels(docx.numbering),
    notes,
    keepPicture: pictureKeeper(docx, collector.keep),
  }
  const body = element(docx.document, 'body')
  const file = readLines(body === null ? [] : bodyLines(body, context), notes)
  const shown = new Set(file.questions.flatMap(({ draft }) => picturesIn(textsOf(draft))))
  return { ...file, pictures: collector.pictures().filter(({ hash }) => shown.has(hash)) }
}

function pictureKeeper(docx: DocxPackage, keep: ReturnType<typeof pictureCollector>['keep']): DocxContext['keepPicture'] {
  return (relationId, alt) => {
    const bytes = docx.picture(relationId)
    if (bytes !== null) return keep(bytes, alt)
    return { ok: false, code: 'picture-missing', message: 'Hình không nằm trong tệp (chỉ là liên kết). Hãy chèn lại hình vào tài liệu rồi thử lại.' }
  }
}

const textsOf = ({ stem, options, prompts, explanation, legalReference }: QuestionDraft): string[] => [
  stem,
  ...options,
  ...prompts,
  explanation,
  legalReference,
]
