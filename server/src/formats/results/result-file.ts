import type { ExportScope } from '../../domain/export-scope.ts'
import type { ResultRow } from '../../ports/results.ts'
import type { SealedReads } from '../../ports/sealed-reads.ts'
import type { PdfFonts } from '../pdf/document.ts'
import { resultsCsv } from './results-csv.ts'
import { resultsJson } from './results-json.ts'
import { resultsXlsx, type ResultFile } from './results-xlsx.ts'

export type ResultFormat = 'xlsx' | 'csv' | 'pdf' | 'json'
export type Wanted = { format: ResultFormat; revisionId: string; scope: ExportScope }
/** How many of a file's rows are written. */
export type Seen = (done: number, total: number) => void

/** A sealed revision as a file; the same revision, scope and format give the same bytes. */
export async function* resultFile(
  reads: Omit<SealedReads, 'close'>,
  { format, revisionId, scope }: Wanted,
  fonts: () => PdfFonts,
  seen: Seen,
): AsyncGenerator<Uint8Array> {
  const about = await reads.about(revisionId, scope)
  const file: ResultFile = { about, reads, revisionId, scope, counted: (done) => seen(done, about.rows) }
  const written: Record<ResultFormat, () => AsyncIterable<Uint8Array>> = {
    xlsx: () => resultsXlsx(file),
    csv: () => resultsCsv(watched(file)),
    json: () => encoded(resultsJson(file)),
    pdf: () => asPdf(file, fonts),
  }
  yield* written[format]()
}

/** What draws pages takes longer to load than most files take to be written: whoever wants another format does not wait for it. */
async function* asPdf(file: ResultFile, fonts: () => PdfFonts): AsyncGenerator<Uint8Array> {
  const { resultsPdf } = await import('./results-pdf.ts')
  yield* resultsPdf(file, fonts())
}

async function* watched({ reads, revisionId, scope, counted }: ResultFile): AsyncGenerator<ResultRow[]> {
  let done = 0
  for await (const some of reads.rows(revisionId, scope)) {
    yield some
    done += some.length
    counted(done)
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text, 'utf8')
}
