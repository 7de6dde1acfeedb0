import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isAgeRecipient } from './domain/age-recipient.ts'
import { isLocal } from './domain/local-address.ts'
import type { StaffTotp } from './domain/second-factor.ts'
import { socketLimits, type SocketLimits } from './http/sockets.ts'

export type Config = {
  host: string
  port: number
  dataDir: string
  /** The PostgreSQL database that this server shares with others, and how many connections to it this one opens at most; null: it has a SQLite file of its own in its data folder. */
  database: { url: string; connections: number } | null
  /** Where finished copies of the database are kept. */
  backupDir: string
  /** How often the running server makes one; null: it makes none. */
  backupEveryMs: number | null
  /** How many of the newest stay, and for how many days the last one of each. */
  backupKeeping: { newest: number; days: number }
  /** The age public key that copies are encrypted for; null: they are not. */
  backupRecipient: string | null
  /** Address that people type; its scheme decides whether cookies are Secure. */
  publicUrl: URL
  secureCookies: boolean
  /** The proxies whose word on the caller's address is taken; false: nobody's. */
  trustProxy: false | 'nearest' | (string & {})
  jwtSecret: string
  /** Locks what the database must not tell by itself, such as the secrets of authenticators; 32 bytes, made when they are first needed. */
  safeKey: () => Buffer
  /** Whether administrators and judges must have a second factor. */
  staffTotp: StaffTotp
  /** A desk session ends so long after its last request, and in any case so long after its login. */
  staffIdleMs: number
  staffSessionMs: number
  /** Rehearse from this moment, epoch ms; null runs on the real clock. */
  clockStart: number | null
  /** How many times faster than real time a rehearsal's clock runs. */
  clockSpeed: number
  /** How late the event loop may come round before boards stand back for those who answer, ms; 0: they never do. */
  overloadMs: number
  /** Whoever has it may read /metrics from anywhere; null: only this machine may. */
  metricsToken: string | null
  /** How long a public page is kept for everybody who is not logged in, ms of real time; 0: not at all. */
  publicPageMs: number
  /** Told to stop, it says so at /readyz for so long before it lets nobody new in, ms. */
  drainMs: number
  sockets: SocketLimits
  /** Most writes in one commit. */
  writeBatch: number
  logLevel: 'silent' | 'error' | 'warn' | 'info'
  /** Sign-ups, logins and receipts allowed for one address in a minute; a factory shares one. */
  addressLimit: number
  /** How long personal data stays, for `npm run retention`. */
  retention: { months: number; codeDays: number }
  webRoot: string
  migrations: string
}

/** A configuration that cannot work; `message` is the one sentence to print. */
export class WrongConfiguration extends Error {}

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DATA_DIR: z.string().min(1).default('data/live'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(1_000).default(10),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_EVERY_MINUTES: z.coerce.number().int().min(0).max(1_440).optional(),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(12),
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(0).max(366).default(14),
  BACKUP_RECIPIENT: z.string().refine(isAgeRecipient, 'no age public key such as age1…').optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PLAIN_HTTP: z.enum(['yes', 'no']).default('no'),
  TRUST_PROXY: z.string().default('no'),
  JWT_SECRET: z.string().min(32).optional(),
  SAFE_KEY: z.string().min(32).optional(),
  STAFF_TOTP: z.enum(['required', 'optional']).default('required'),
  STAFF_IDLE_MINUTES: z.coerce.number().int().min(5).max(1_440).default(60),
  STAFF_SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(12),
  CLOCK_START: z.iso.datetime({ offset: true }).optional(),
  CLOCK_SPEED: z.coerce.number().min(1).max(100_000).default(1),
  OVERLOAD_MS: z.coerce.number().int().min(0).max(10_000).default(150),
  PUBLIC_PAGE_MS: z.coerce.number().int().min(0).max(60_000).default(1_000),
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(300),
  METRICS_TOKEN: z.string().min(24).optional(),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).max(1_000_000).default(20_000),
  WRITE_BATCH: z.coerce.number().int().min(1).max(10_000).default(1_024),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info']).default('warn'),
  RETAIN_MONTHS: z.coerce.number().int().min(1).max(1_200).default(24),
  RETAIN_CODE_DAYS: z.coerce.number().int().min(0).max(366).default(30),
  ADDRESS_LIMIT: z.coerce.number().int().min(1).default(600),
})

/** Read the environment once; throws `WrongConfiguration` on anything that cannot work. Secrets are made on the first run and kept. */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new WrongConfiguration(
      `${String(issue?.path[0])} is wrong (${issue?.message ?? 'invalid'}): correct it or leave it out; the README's table names every setting.`,
    )
  }
  const values = parsed.data
  const publicUrl = new URL(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`)
  const secure = publicUrl.protocol === 'https:'
  if (!secure && !isLocal(publicUrl) && values.PLAIN_HTTP === 'no') {
    throw new WrongConfiguration(
      `PUBLIC_URL ${publicUrl.origin} is plain http, on which anyone nearby could read passwords: use an https address, or set PLAIN_HTTP=yes for a closed network.`,
    )
  }
  if (secure && values.PLAIN_HTTP === 'yes') {
    throw new WrongConfiguration('PLAIN_HTTP=yes contradicts an https PUBLIC_URL: leave one of them out.')
  }
  if (values.CLOCK_SPEED !== 1) refuseSpeed(values.CLOCK_START !== undefined, values.HOST, publicUrl)
  if (values.DATABASE_URL !== undefined) refuseOwnSecrets(values)
  const backupEveryMs = copyingEvery(values.BACKUP_DIR, values.BACKUP_EVERY_MINUTES)
  const trustProxy = trustedProxies(values.TRUST_PROXY)
  const dataDir = resolve(root, values.DATA_DIR)
  makeDataDir(dataDir)
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir,
    database: values.DATABASE_URL === undefined ? null : { url: values.DATABASE_URL, connections: values.DATABASE_CONNECTIONS },
    backupDir: values.BACKUP_DIR === undefined ? join(dataDir, 'backups') : resolve(root, values.BACKUP_DIR),
    backupEveryMs,
    backupKeeping: { newest: values.BACKUP_KEEP, days: values.BACKUP_KEEP_DAYS },
    backupRecipient: values.BACKUP_RECIPIENT ?? null,
    publicUrl,
    secureCookies: secure,
    trustProxy,
    jwtSecret: values.JWT_SECRET ?? keptSecret(dataDir, 'jwt-secret', 'everyone will have to log in once more'),
    safeKey: keptKey(dataDir, values.SAFE_KEY),
    staffTotp: values.STAFF_TOTP,
    staffIdleMs: values.STAFF_IDLE_MINUTES * 60_000,
    staffSessionMs: values.STAFF_SESSION_HOURS * 3_600_000,
    clockStart: values.CLOCK_START === undefined ? null : Date.parse(values.CLOCK_START),
    clockSpeed: values.CLOCK_SPEED,
    overloadMs: values.OVERLOAD_MS,
    publicPageMs: values.PUBLIC_PAGE_MS,
    drainMs: values.DRAIN_MS,
    metricsToken: values.METRICS_TOKEN ?? null,
    sockets: { ...socketLimits, connections: values.MAX_CONNECTIONS },
    writeBatch: values.WRITE_BATCH,
    logLevel: values.LOG_LEVEL,
    addressLimit: values.ADDRESS_LIMIT,
    retention: { months: values.RETAIN_MONTHS, codeDays: values.RETAIN_CODE_DAYS },
    webRoot: join(root, 'web/dist'),
    migrations: join(root, 'migrations', values.DATABASE_URL === undefined ? 'sqlite' : 'postgres'),
  }
}

/** Servers that share a database share its secrets. */
function refuseOwnSecrets(values: Pick<z.infer<typeof environment>, 'JWT_SECRET' | 'SAFE_KEY'>): void {
  const missing = (['JWT_SECRET', 'SAFE_KEY'] as const).filter((name) => values[name] === undefined)
  if (missing.length > 0)
    throw new WrongConfiguration(
      `DATABASE_URL needs ${missing.join(' and ')}, the same for every server that shares the database: set them (openssl rand -base64 32), or leave DATABASE_URL out.`,
    )
}

/** `no`, `yes`: one proxy on this machine or in its own network, or addresses and networks (10.0.0.5, 10.0.0.0/24) with commas. Of what they tell, the nearest address that is none of theirs is the caller's: whatever a caller writes there itself counts for nothing. */
function trustedProxies(value: string): Config['trustProxy'] {
  if (value === 'no') return false
  if (value === 'yes') return 'nearest'
  const named = value.split(',').map((part) => part.trim())
  const known = named.every((part) => {
    const [address = '', bits] = part.split('/')
    return (
      isIP(address) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (isIP(address) === 4 ? 32 : 128)))
    )
  })
  if (!known)
    throw new WrongConfiguration(
      `TRUST_PROXY ${value} is neither yes nor no nor a list of addresses: write it like 10.0.0.5, 10.0.1.0/24, or leave it out.`,
    )
  return named.join(', ')
}

const MINUTE_MS = 60_000
const COPY_EVERY_MINUTES = 15

/** Copies on the disk of the data do not survive that disk: somebody has to name a folder before the server makes any. */
function copyingEvery(folder: string | undefined, minutes: number | undefined): number | null {
  if (folder !== undefined) return minutes === 0 ? null : (minutes ?? COPY_EVERY_MINUTES) * MINUTE_MS
  if (minutes === undefined || minutes === 0) return null
  throw new WrongConfiguration('BACKUP_EVERY_MINUTES needs BACKUP_DIR, a folder for the copies, best on another disk: set it, or leave both out.')
}

/** A clock that runs faster takes minutes from people: only a rehearsal on this machine may have one. */
function refuseSpeed(rehearsal: boolean, host: string, publicUrl: URL): void {
  if (!rehearsal) throw new WrongConfiguration('CLOCK_SPEED is for rehearsals only: set CLOCK_START too, or leave CLOCK_SPEED out.')
  if (!isLocal({ hostname: host === '::1' ? '[::1]' : host }))
    throw new WrongConfiguration(`CLOCK_SPEED is refused with HOST ${host}, which others can reach: leave one of them out.`)
  if (isLocal(publicUrl)) return
  throw new WrongConfiguration(`CLOCK_SPEED is refused with PUBLIC_URL ${publicUrl.origin}, which others can reach: leave one of them out.`)
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const probe = join(dataDir, '.write-test')
    writeFileSync(probe, '')
    rmSync(probe)
  } catch {
    throw new WrongConfiguration(`DATA_DIR ${dataDir} cannot be written: give this user a folder of its own.`)
  }
}

/** A secret of this data folder, readable by its owner only; made on the first run. */
function keptSecret(dataDir: string, name: 'jwt-secret' | 'safe-key', withoutIt: string): string {
  const file = join(dataDir, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32) throw new WrongConfiguration(`${file} holds no usable secret: remove it and start again; ${withoutIt}.`)
  return secret
}

/** The key of the safe: a file that is there is checked at the start, one that is missing is made when something is locked. */
function keptKey(dataDir: string, given: string | undefined): () => Buffer {
  const read = (): string => given ?? keptSecret(dataDir, 'safe-key', 'staff will log in with a recovery code and turn two-step login on anew')
  const keyOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
  let key = given !== undefined || existsSync(join(dataDir, 'safe-key')) ? keyOf(read()) : null
  return () => (key ??= keyOf(read()))
}
