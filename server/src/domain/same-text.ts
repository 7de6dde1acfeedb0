/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  let differ = a.length ^ b.length
  for (let index = 0; index < a.length; index += 1) differ |= a.charCodeAt(index) ^ (b.charCodeAt(index) || 0)
  return differ === 0
}
