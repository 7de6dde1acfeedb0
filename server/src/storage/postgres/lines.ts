import { places } from '../../domain/places.ts'

// Whoever waits here holds no connection, of which a server has few: one that waits for a row holds one.

/** Does work when its place has come. */
export type Line = <Done>(work: () => Promise<Done>) => Promise<Done>

/** Work under one name is done one after another. */
export function lineByName(): <Done>(name: string, work: () => Promise<Done>) => Promise<Done> {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const done = (last.get(name) ?? Promise.resolve()).then(work)
    const settled = done.then(
      () => undefined,
      () => undefined,
    )
    last.set(name, settled)
    void settled.then(() => {
      if (last.get(name) === settled) last.delete(name)
    })
    return done
  }
}

/** So many are done at a time, in their order. */
export function atOnce(most: number): Line {
  const place = places(most)
  return async (work) => {
    const leave = await place()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
