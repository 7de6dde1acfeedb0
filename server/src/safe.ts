import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Safe } from './ports/safe.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under one key; the purpose is authenticated with the text. */
export function aesSafe(key: () => Buffer): Safe {
  return {
    lock: (purpose, text) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key(), iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose))
      const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), locked]).toString('base64url')
    },
    unlock: (purpose, locked) => {
      const bytes = Buffer.from(locked, 'base64url')
      if (bytes.length < IV_BYTES + TAG_BYTES) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES }).setAAD(
          Buffer.from(purpose),
        )
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
