/** Who holds a word, and how well it fits them. */
type Holders = { places: number[]; fits: number[] }
/** Words of many texts, each with the texts that hold it; finds words by how they begin, too. */
export type WordTable = { holders: Map<string, Holders>; sorted: string[] }

export function addWords({ holders }: WordTable, text: string, place: number, fit: number): void {
  for (const word of text.split(' ')) {
    if (word === '') continue
    const known = holders.get(word)
    if (known === undefined) holders.set(word, { places: [place], fits: [fit] })
    else {
      known.places.push(place)
      known.fits.push(fit)
    }
  }
}

/** After the last word was added. */
export function sortWords(table: WordTable): void {
  table.sorted = [...table.holders.keys()].sort((a, b) => (a < b ? -1 : 1))
}

/** Visit every text that holds a word which begins like this one; `whole`: it is this very word. */
export function beginning({ holders, sorted }: WordTable, start: string, visit: (place: number, fit: number, whole: boolean) => void): void {
  for (let at = firstFrom(sorted, start); at < sorted.length; at += 1) {
    const word = sorted[at] ?? ''
    if (!word.startsWith(start)) return
    const { places, fits } = holders.get(word) ?? { places: [], fits: [] }
    for (let index = 0; index < places.length; index += 1) visit(places[index] ?? 0, fits[index] ?? 0, word === start)
  }
}

/** Visit every text that holds a word one letter away from this one. */
export function resembling({ holders, sorted }: WordTable, word: string, visit: (place: number) => void): void {
  for (const known of sorted) if (oneLetterAway(word, known)) for (const place of holders.get(known)?.places ?? []) visit(place)
}

function firstFrom(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether two words differ by one letter: another one, one too many, one too few, or two that changed places. */
export function oneLetterAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const [restA, restB] = [a.slice(from), b.slice(from)]
  if (restA.length > restB.length) return restA.slice(1) === restB
  if (restA.length < restB.length) return restA === restB.slice(1)
  return restA.slice(1) === restB.slice(1) || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
}
