import { hash, verify } from '@node-rs/argon2'
import { PASSWORD, type Hashed } from './logins-data.ts'

// The floor under logins: the same password verified over and over, so many at once, and nothing else. Prints how many in a second.
const [atOnce, seconds] = process.argv.slice(2).map(Number) as [number, number]
const stored = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

let count = 0
const until = performance.now() + seconds * 1_000
async function line(): Promise<void> {
  while (performance.now() < until) {
    if (!(await verify(stored, PASSWORD))) throw new Error('a right password was refused')
    count += 1
  }
}
await Promise.all(Array.from({ length: atOnce }, line))
console.log(JSON.stringify({ perSecond: count / seconds } satisfies Hashed))
