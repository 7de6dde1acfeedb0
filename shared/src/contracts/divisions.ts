import { z } from 'zod'
import { count, done, id, reason, text, type Contract } from './common.ts'
import { unionFilter } from './unions.ts'

const params = z.object({ slug: z.string().max(100) })
const division = z.object({ id, name: z.string(), unions: count }).meta({ id: 'Division' })

export const listDivisions = {
  summary: 'The divisions of a contest in their order, each with its number of active unions.',
  params,
  reply: z.object({ divisions: z.array(division) }),
} satisfies Contract

export const saveDivisions = {
  summary: 'Add, name, order and remove divisions; the unions of a removed one are in none. One that a sealed round names stays.',
  params,
  body: z.object({ divisions: z.array(z.object({ id: id.nullable(), name: text(1, 100) })).max(50), reason }),
  reply: z.object({ divisions: z.array(division) }),
} satisfies Contract

/** `divisionId` null: into none. `unionIds`: only these; else every active union that the filter means. */
const assignment = z.object({ divisionId: id.nullable(), filter: unionFilter.omit({ contest: true }), unionIds: z.array(id).max(100).optional() })

export const previewDivision = {
  summary: 'What putting unions into a division would do: how many there are, how many are in it already, and which divisions others leave.',
  params,
  body: assignment,
  reply: z.object({ unions: count, inIt: count, leaving: z.array(z.object({ name: z.string(), unions: count })) }),
} satisfies Contract

export const assignDivision = {
  summary: 'Put unions into a division in one commit; refused when other unions would be meant than in the preview.',
  params,
  body: assignment.extend({ unions: count, inIt: count, reason }),
  reply: done,
} satisfies Contract
