import type { ExportJob } from './exports.ts'
import type { Page } from './audit.ts'

/** A file that was made of a sealed revision. */
export type ExportFile = {
  id: string
  revisionId: string
  format: ExportJob['format']
  /** `scopeKey` of whose results it holds, and the name that people see for it; empty for everybody's. */
  scope: string
  scopeName: string
  erased: number
  bytes: number
  sha256: string
  madeAt: number
  actorId: string
}

export type ExportFiles = {
  add: (file: ExportFile) => Promise<void>
  /** Files of a revision, newest first, with who made each. */
  ofRevision: (revisionId: string, page: Page) => Promise<{ files: (ExportFile & { actor: string })[]; total: number }>
  /** The newest file of the same revision, format and scope, made while as many people were nameless. */
  before: (file: Pick<ExportFile, 'revisionId' | 'format' | 'scope' | 'erased'>) => Promise<ExportFile | null>
}
