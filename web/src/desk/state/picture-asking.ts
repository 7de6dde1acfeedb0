import { createContext } from 'svelte'

/** Asks for a picture (or takes one that was pasted) and its description; gives its mark, or null when it was left. */
export type PictureAsking = {
  ask(pasted: File | null): Promise<string | null>
  /** Names of the pictures that were ever in the form, so that text moved between fields keeps its pictures. */
  readonly seen: Set<string>
}

export const [usePictureAsking, providePictureAsking] = createContext<PictureAsking>()
