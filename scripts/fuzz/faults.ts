import { refusals } from '@hoithi/shared/refusals'
import type { Request } from './request.ts'
import type { Outcome, Reply } from './send.ts'

/** What a reply never says: where the program lies, what it is written in, what it keeps to itself. */
const leaks: readonly [what: string, pattern: RegExp][] = [
  ['a stack', /\n? {2,}at [\w.<>[\] ]*\(?(?:file:|node:|\/)[^)\s]*:\d+/],
  ['a path of the program', /node_modules|\/(?:server|shared|web)\/(?:src|dist)\/|file:\/\/\//],
  ['an error of the program', /\b(?:SqliteError|ZodError|TypeError|RangeError|ReferenceError|SyntaxError|SQLITE_[A-Z]+|ENOENT|EACCES)\b/],
  ['a password hash', /\$argon2/],
]
/** Only the review of a sealed round tells a contestant what was right. */
const answerKey = /"(?:correct|explanation|legalReference)":/
const outsiders = new Set(['stranger', 'contestant'])
/** Refused before any of our code is asked, by HTTP itself. */
const ofHttp = new Set([417, 431])
/** Asked to come back later is an answer. */
const patient = new Set(['server-busy'])

export type Watch = {
  /** Texts that no reply may hold. */
  secrets: readonly string[]
  /** Paths of this machine, which only the preflight tells the organisers. */
  paths: readonly string[]
  /** Texts that no reply to somebody outside the desk may hold. */
  hidden: readonly string[]
}

/** Everything that is wrong with what came back. */
export function faultsOf(request: Request, { reply, failure }: Outcome, { secrets, paths, hidden }: Watch): string[] {
  if (reply === null) return [failure ?? 'no answer']
  const { status, body, headers } = reply
  const found = [...statusFaults(request, reply)]
  const text = isText(reply) ? body : ''
  for (const [what, pattern] of leaks) if (pattern.test(text)) found.push(`the reply holds ${what}`)
  const kept = request.id === 'getPreflight' ? secrets : [...secrets, ...paths]
  if (kept.some((secret) => body.includes(secret))) found.push('the reply holds a secret or a path of this machine')
  if (/^x-injected$/im.test(headers)) found.push('a header was injected')
  if (outsiders.has(request.who) && status === 200) {
    if (hidden.some((each) => text.includes(each)) || (request.id !== 'getReview' && answerKey.test(text))) found.push('the key was told')
  }
  return found
}

const isText = ({ type }: Reply): boolean => type === '' || /json|^text\/|xml/.test(type)

function* statusFaults({ path, method }: Request, { status, body, type }: Reply): Generator<string> {
  const code = method === 'HEAD' || status < 400 ? null : codeIn(body)
  if (status >= 500 && !patient.has(code ?? '')) yield `status ${status}${code === null ? '' : ` ${code}`}`
  else if (status >= 400 && !ofHttp.has(status) && method !== 'HEAD' && path.startsWith('/api/') && (code === null || !(code in refusals)))
    yield `status ${status} without a known code`
  if (status === 200 && type.startsWith('application/json') && method !== 'HEAD' && !isJson(body)) yield 'a reply that is no JSON'
}

function codeIn(body: string): string | null {
  try {
    const { code } = JSON.parse(body) as { code?: unknown }
    return typeof code === 'string' ? code : null
  } catch {
    return null
  }
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}
