import { z } from 'zod'
import { count, id, type Contract } from './common.ts'

const params = z.object({ slug: z.string().min(1).max(100) })

export const getPoster = {
  summary:
    'What the poster of a union shows (without unionId: the root of what the caller may see), its link and QR symbol, and how many posters there are below.',
  params,
  query: z.object({ unionId: id.optional() }),
  reply: z.object({
    title: z.string(),
    organiser: z.string(),
    /** When the contest is open, in Vietnamese words. */
    period: z.string(),
    /** Null when no union was named and the caller may see every one. */
    union: z
      .object({
        id,
        code: z.string(),
        name: z.string(),
        path: z.string(),
        link: z.string(),
        /** The symbol as an SVG path in a view box of `size` × `size`, quiet zone included. */
        qr: z.object({ size: count, path: z.string() }),
      })
      .nullable(),
    /** Posters of the union and all below it. */
    posters: count,
    /** Scheme and host of the links. */
    origin: z.string(),
    /** True while that address can be opened on the server itself only. */
    localOnly: z.boolean(),
  }),
} satisfies Contract

export const exportPosters = {
  summary:
    'Posters as one PDF file, a page each in the order of the tree: of one union, of a union and all below it, or of all that the caller may see.',
  params,
  query: z.object({ unionId: id.optional(), below: z.enum(['yes', 'no']).default('yes') }),
  reply: null,
} satisfies Contract
