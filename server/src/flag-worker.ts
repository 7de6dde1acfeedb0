import { flagsOf } from './projector/flag-pass.ts'
import { sha256 } from './sha256.ts'
import { openForFlags } from './storage/sqlite/flags-reader.ts'

const [databaseFile = '', roundId = ''] = process.argv.slice(2)

process.once('disconnect', () => process.exit())
process.send?.(flagsOf(openForFlags(databaseFile, roundId), roundId, sha256), () => process.disconnect())
