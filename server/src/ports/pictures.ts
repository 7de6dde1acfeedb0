import type { PictureType } from '../domain/pictures.ts'

export type StoredPicture = { hash: string; type: PictureType; bytes: Uint8Array }

export type Pictures = {
  /** Keep pictures by their hash; those that are there already stay as they are. */
  keep: (pictures: readonly StoredPicture[], now: number) => Promise<void>
  find: (hash: string) => Promise<StoredPicture | null>
}
