import { hash, verify } from '@node-rs/argon2'
import type { Hashing } from './password-line.ts'

/** argon2id, 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet); runs on the thread pool. */
export const argon2: Hashing = {
  hash: (password) => hash(password.normalize('NFC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: async (stored, password) => {
    try {
      return await verify(stored, password.normalize('NFC'))
    } catch {
      // A stored value that is no argon2 hash belongs to an account that nobody may log in to; that must not be told by how soon the answer comes.
      await argon2.hash(password)
      return false
    }
  },
}
