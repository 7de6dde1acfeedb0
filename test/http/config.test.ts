import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig, WrongConfiguration } from '../../server/src/config.ts'
import { root } from '../support/services.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-config-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (env: Record<string, string> = {}) => readConfig({ DATA_DIR: join(folder, 'data'), ...env }, root)
const refusalOf = (env: Record<string, string>): string => {
  try {
    read(env)
  } catch (error) {
    if (error instanceof WrongConfiguration) return error.message
    throw error
  }
  return ''
}

describe('a configuration that cannot work is refused in one sentence that names the setting', () => {
  const wrong: [env: Record<string, string>, names: string][] = [
    [{ PORT: '70000' }, 'PORT'],
    [{ PORT: 'http' }, 'PORT'],
    [{ PUBLIC_URL: 'thi.example.vn' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'ftp://thi.example.vn' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'http://thi.example.vn' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'http://192.168.1.10:8080' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://thi.example.vn', PLAIN_HTTP: 'yes' }, 'PLAIN_HTTP'],
    [{ PLAIN_HTTP: 'true' }, 'PLAIN_HTTP'],
    [{ TRUST_PROXY: '1' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: '10.0.0.0/0' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: '10.0.0.5, proxy.example.vn' }, 'TRUST_PROXY'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ OVERLOAD_MS: '-1' }, 'OVERLOAD_MS'],
    [{ DRAIN_MS: '60001' }, 'DRAIN_MS'],
    [{ MAX_CONNECTIONS: '0' }, 'MAX_CONNECTIONS'],
    [{ JWT_SECRET: 'short' }, 'JWT_SECRET'],
    [{ CLOCK_START: '10/05/2021' }, 'CLOCK_START'],
    [{ CLOCK_START: '2021-05-10T08:00:00' }, 'CLOCK_START'],
    [{ CLOCK_SPEED: '60' }, 'CLOCK_START'],
    [{ CLOCK_SPEED: '0.5', CLOCK_START: '2021-05-10T08:00:00+07:00' }, 'CLOCK_SPEED'],
    [{ CLOCK_SPEED: '60', CLOCK_START: '2021-05-10T08:00:00+07:00', PUBLIC_URL: 'https://thi.example.vn' }, 'CLOCK_SPEED'],
    [{ CLOCK_SPEED: '60', CLOCK_START: '2021-05-10T08:00:00+07:00', HOST: '0.0.0.0' }, 'CLOCK_SPEED'],
    [{ WRITE_BATCH: '0' }, 'WRITE_BATCH'],
    [{ BACKUP_EVERY_MINUTES: '15' }, 'BACKUP_DIR'],
    [{ BACKUP_DIR: 'copies', BACKUP_EVERY_MINUTES: '0.5' }, 'BACKUP_EVERY_MINUTES'],
    [{ BACKUP_KEEP: '0' }, 'BACKUP_KEEP'],
    [{ BACKUP_KEEP_DAYS: '-1' }, 'BACKUP_KEEP_DAYS'],
    [{ BACKUP_RECIPIENT: 'age1' }, 'BACKUP_RECIPIENT is wrong (no age public key such as age1…)'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ ADDRESS_LIMIT: '0' }, 'ADDRESS_LIMIT'],
    [{ SAFE_KEY: 'short' }, 'SAFE_KEY'],
    [{ STAFF_TOTP: 'no' }, 'STAFF_TOTP'],
    [{ STAFF_IDLE_MINUTES: '1' }, 'STAFF_IDLE_MINUTES'],
    [{ STAFF_SESSION_HOURS: '48' }, 'STAFF_SESSION_HOURS'],
    [{ DATA_DIR: '/dev/null/data' }, 'DATA_DIR'],
  ]
  test.each(wrong)('%j', (env, names) => {
    const message = refusalOf(env)
    expect(message).toContain(names)
    expect(message).toMatch(/^[^\n]+\.$/)
    expect(message).not.toMatch(/\. [A-Z]/)
    // Nothing is left behind by a start that did not happen.
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })
})

describe('a configuration that works', () => {
  const addresses: [env: Record<string, string>, secure: boolean][] = [
    [{}, false],
    [{ PUBLIC_URL: '' }, false],
    [{ PUBLIC_URL: 'http://127.0.0.1:8080' }, false],
    [{ PUBLIC_URL: 'http://192.168.1.10:8080', PLAIN_HTTP: 'yes' }, false],
    [{ PUBLIC_URL: 'https://thi.example.vn' }, true],
  ]
  test.each(addresses)('%j: Secure cookies %s', (env, secure) => expect(read(env).secureCookies).toBe(secure))

  test('never rehearses, listens to the outside or trusts a proxy by itself', () => {
    expect(read()).toMatchObject({ clockStart: null, clockSpeed: 1, host: '127.0.0.1', trustProxy: false })
  })

  test('takes the rehearsal’s moment with its time zone', () => {
    expect(read({ CLOCK_START: '2021-05-10T08:00:00+07:00' }).clockStart).toBe(Date.UTC(2021, 4, 10, 1))
  })
})

describe('the signing secret', () => {
  const file = () => join(folder, 'data/jwt-secret')

  test('is made once, for its owner only, and kept', () => {
    const first = read().jwtSecret
    expect(first.length).toBeGreaterThanOrEqual(43)
    expect(readFileSync(file(), 'utf8')).toBe(first)
    expect([statSync(file()).mode & 0o777, statSync(join(folder, 'data')).mode & 0o777]).toEqual([0o600, 0o700])
    expect(read().jwtSecret).toBe(first)
  })

  test('differs from folder to folder', () => {
    expect(read().jwtSecret).not.toBe(read({ DATA_DIR: join(folder, 'other') }).jwtSecret)
  })

  test('that others could read is closed to them again', () => {
    const secret = read().jwtSecret
    chmodSync(file(), 0o644)
    expect(read().jwtSecret).toBe(secret)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  test('that was given is not written to the disk', () => {
    expect(read({ JWT_SECRET: 'a secret from a vault, thirty-two letters' }).jwtSecret).toBe('a secret from a vault, thirty-two letters')
    expect(readdirSync(join(folder, 'data'))).toEqual([])
  })

  test('that was cut short stops the start', () => {
    read()
    writeFileSync(file(), 'half')
    expect(refusalOf({})).toMatch(/^[^\n]*jwt-secret[^\n]*\.$/)
  })
})

describe('the key of the safe', () => {
  const file = () => join(folder, 'data/safe-key')

  test('is made when it is first needed, for its owner only, kept, and another one in every folder', () => {
    const { safeKey } = read()
    expect(existsSync(file())).toBe(false)
    const key = safeKey()
    expect([key.length, statSync(file()).mode & 0o777]).toEqual([32, 0o600])
    expect(read().safeKey()).toEqual(key)
    expect(read({ DATA_DIR: join(folder, 'other') }).safeKey()).not.toEqual(key)
  })

  test('that was given is not written to the disk, and is no part of the one that signs sessions', () => {
    const given = 'a secret from a vault, thirty-two letters'
    const { safeKey } = read({ SAFE_KEY: given, JWT_SECRET: given })
    expect(safeKey().toString('utf8')).not.toContain('vault')
    expect(readdirSync(join(folder, 'data'))).toEqual([])
  })

  test('that was cut short stops the start', () => {
    read().safeKey()
    writeFileSync(file(), 'half')
    expect(refusalOf({})).toMatch(/^[^\n]*safe-key[^\n]*\.$/)
  })
})

test('judges and administrators need a second factor, and desk sessions are short, unless the settings say otherwise', () => {
  expect(read()).toMatchObject({ staffTotp: 'required', staffIdleMs: 3_600_000, staffSessionMs: 43_200_000 })
  expect(read({ STAFF_TOTP: 'optional', STAFF_IDLE_MINUTES: '15', STAFF_SESSION_HOURS: '8' })).toMatchObject({
    staffTotp: 'optional',
    staffIdleMs: 900_000,
    staffSessionMs: 28_800_000,
  })
})
