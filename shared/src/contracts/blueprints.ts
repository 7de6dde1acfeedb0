import { z } from 'zod'
import { count, done, id, reason, type Contract } from './common.ts'
import { blueprintCell, questionKind } from './rules.ts'

const blueprintRow = z.object({
  ...blueprintCell.shape,
  /** Questions that may be drawn and fit the cell. */
  have: count,
  /** `have` less what this cell and the cells that share questions with it need; below zero when it cannot be filled. */
  spare: z.number().int(),
})

export const getBlueprint = {
  summary: 'The blueprint of a round against the bank: need, have, spare, and whether a paper can be drawn.',
  params: z.object({ roundId: id }),
  reply: z.object({
    roundId: id,
    points: z.number(),
    cells: z.array(blueprintRow),
    questionCount: count,
    maxScore: z.number(),
    /** Whether some choice of questions fills the whole paper. */
    feasible: z.boolean(),
    /** Blueprints change only before their round opens. */
    editable: z.boolean(),
    /** What may be drawn, by topic, difficulty and kind. */
    bank: z.array(z.object({ topic: z.string(), difficulty: count, kind: questionKind, ready: count, waiting: count })),
    bankVersion: count,
    /** Papers drawn ahead for the opening minute. */
    stock: count,
  }),
} satisfies Contract

export const checkBlueprint = {
  summary: 'What a blueprint would give with the bank as it is; changes nothing.',
  params: z.object({ roundId: id }),
  body: z.object({ cells: z.array(blueprintCell).min(1).max(60) }),
  reply: z.object({ cells: z.array(blueprintRow), questionCount: count, maxScore: z.number(), feasible: z.boolean() }),
} satisfies Contract

export const setBlueprint = {
  summary: 'Change the blueprint of a round that has not opened yet.',
  params: z.object({ roundId: id }),
  body: z.object({ cells: z.array(blueprintCell).min(1).max(60), reason }),
  reply: done,
} satisfies Contract
