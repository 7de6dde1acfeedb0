/** Doubts which say that a key may be wrong; the others say that a question tells little. */
const serious: readonly string[] = ['belowGuess', 'negative', 'keyBeaten']

export const isSerious = (doubt: string): boolean => serious.includes(doubt)
