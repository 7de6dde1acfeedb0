import { once } from 'node:events'
import type { FlagJob } from './flags.ts'
import { flagsOf } from './projector/flag-pass.ts'
import { sha256 } from './sha256.ts'
import { openForFlags } from './storage/readers.ts'

process.once('disconnect', () => process.exit())
const [{ store, roundId }] = (await once(process, 'message')) as [FlagJob]
const source = await openForFlags(store, roundId)
const computed = await flagsOf(source, roundId, sha256)
await source.close()
process.send?.(computed, () => process.disconnect())
