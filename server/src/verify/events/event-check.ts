import type { LogEvent } from '../../domain/log-event.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { ProofReader, RawEntry, StoredAttempt, StoredRound } from '../../ports/proof.ts'
import type { Ledger } from '../fault.ts'

/** An entry whose payload could be read. */
export type ReadEntry<Kind extends LogEvent['kind']> = { row: RawEntry; event: Extract<LogEvent, { kind: Kind }> }

export type Seal = ReadEntry<'seal'>

/** What a check of an entry may ask. `attempts` holds those that the entries of this stretch name. */
export type Context = {
  reader: ProofReader
  ledger: Ledger
  sha256: Sha256
  rounds: ReadonlyMap<string, StoredRound>
  attempts: ReadonlyMap<string, StoredAttempt>
  /** Every seal so far. */
  seals: Seal[]
}

/** Everything that must hold of an entry of one kind besides its link in the chain. */
export type EventCheck<Kind extends LogEvent['kind']> = (entry: ReadEntry<Kind>, context: Context) => void
