import type { JsonSchema } from './sample.ts'

type Parameter = { in: string; name: string; schema?: JsonSchema }
type Described = { operationId?: string; parameters?: Parameter[]; requestBody?: { content?: Record<string, { schema?: JsonSchema }> } }
export type OpenApi = { paths: Record<string, Record<string, Described>> }

export type Operation = {
  id: string
  method: string
  /** With `{name}` where a parameter stands. */
  path: string
  params: Parameter[]
  query: Parameter[]
  body: JsonSchema | null
  /** The body is a file as it is. */
  bytes: boolean
}

const ofFiles = new Set(['stageQuestionImport', 'addPicture'])

/** What can be asked of a server, from the document in which it says so itself. */
export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId = '', parameters = [], requestBody }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      params: parameters.filter((each) => each.in === 'path'),
      query: parameters.filter((each) => each.in === 'query'),
      body: requestBody?.content?.['application/json']?.schema ?? null,
      bytes: ofFiles.has(operationId),
    })),
  )
}
