import { pathOf } from '../../api.ts'

type PictureState = 'loading' | 'loaded' | 'failed'

/** How many pictures are fetched ahead at a time: saving answers goes first on a thin line. */
const AT_ONCE = 2

let states = $state.raw<Readonly<Record<string, PictureState>>>({})
/** Pictures fetched ahead, held on to so that the browser keeps them for when the line is down. */
const held: Record<string, HTMLImageElement> = {}

const mark = (hash: string, state: PictureState): void => {
  if (states[hash] !== state) states = { ...states, [hash]: state }
}

export function pictureAddress(hash: string): string {
  return pathOf('getPicture', { hash })
}

/** How far a picture has come on this page, wherever it is shown. Reactive. */
export const pictures = {
  stateOf: (hash: string): PictureState => states[hash] ?? 'loading',
  loaded: (hash: string): void => mark(hash, 'loaded'),
  failed: (hash: string): void => {
    delete held[hash]
    mark(hash, 'failed')
  },
  retry: (hash: string): void => mark(hash, 'loading'),
}

function fetchAhead(hash: string): Promise<void> {
  return new Promise((done) => {
    const image = new Image()
    held[hash] = image
    image.onload = () => {
      pictures.loaded(hash)
      done()
    }
    image.onerror = () => {
      pictures.failed(hash)
      done()
    }
    image.src = pictureAddress(hash)
  })
}

/** Fetch pictures before they are shown, in order, and again those that have failed; resolves when all have been tried. */
export async function prefetchPictures(hashes: readonly string[]): Promise<void> {
  const waiting = hashes.filter((hash) => held[hash] === undefined)
  const work = async (): Promise<void> => {
    for (let hash = waiting.shift(); hash !== undefined; hash = waiting.shift()) await fetchAhead(hash)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
