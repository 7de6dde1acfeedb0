import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const BYTES_AT_ONCE = 1_048_576
const MAGIC = 'age-encryption.org/v1'
/** Loaded by who needs it: it takes memory that a server without encrypted copies need not give. */
const age = () => import('age-encryption')
const IDENTITY = /^AGE-SECRET-KEY-\S+$/

/** The secret keys in a file as `age-keygen` writes it. */
export const identitiesIn = (text: string): string[] => text.split('\n').flatMap((line) => IDENTITY.exec(line.trim()) ?? [])

/** A new secret key, in a file's own words, and the public one that belongs to it. */
export async function newIdentity(): Promise<{ text: string; recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await age()
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  return { text: `# public key: ${recipient}\n${identity}\n`, recipient }
}

export function isEncrypted(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const first = Buffer.alloc(MAGIC.length)
    return readSync(handle, first) === MAGIC.length && first.toString('latin1') === MAGIC
  } finally {
    closeSync(handle)
  }
}

const bytesOf = (file: string) => Readable.toWeb(createReadStream(file, { highWaterMark: BYTES_AT_ONCE })) as ReadableStream<Uint8Array>
const written = (bytes: ReadableStream<Uint8Array>, file: string): Promise<void> =>
  pipeline(Readable.fromWeb(bytes as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(file, { mode: 0o600 }))

/** A file of any size, piece by piece, so that only who has the secret key can read it. */
export async function encryptFile(from: string, to: string, recipient: string): Promise<void> {
  const encrypter = new (await age()).Encrypter()
  encrypter.addRecipient(recipient)
  await written(await encrypter.encrypt(bytesOf(from)), to)
}

/** The file as it was before; throws when no key fits, or a piece was changed or is missing. */
export async function decryptFile(from: string, to: string, identities: readonly string[]): Promise<void> {
  const decrypter = new (await age()).Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  await written(await decrypter.decrypt(bytesOf(from)), to)
}
