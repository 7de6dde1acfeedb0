import type { FastifySchemaCompiler } from 'fastify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import type { z } from 'zod'
import { Written } from './written.ts'

/** Validates what comes in by its contract. */
export const zodValidator: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    // Fastify hands an absent body over as null.
    const parsed = schema.safeParse(data ?? undefined)
    if (parsed.success) return { value: parsed.data }
    const validation = parsed.error.issues.map((issue) => ({
      keyword: issue.code,
      instancePath: `/${issue.path.join('/')}`,
      schemaPath: '',
      params: {},
      message: issue.message,
    }))
    return { error: Object.assign(new Error('invalid request'), { validation }) }
  }

/** Validates what goes out, and strips whatever the contract does not name; a list that was written before was checked then. */
export const zodSerializer: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  (data: unknown) =>
    data instanceof Written ? data.into(JSON.stringify(schema.parse(data.rest))) : JSON.stringify(schema.parse(data))
