import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, tool } from './setup.mjs'

// `npm run doctor [-- --json] [-- --lang vi|en]`: what ails an installation, in words, and what to do. It changes nothing.
// Exit code 0: nothing is wrong; 1: something is. What an old Node or a missing package keeps from being looked at is said here.

const wanted = process.argv.slice(2)
const english = (wanted.join(' ').match(/--lang[= ](\w+)/)?.[1] ?? (/^vi/i.test(process.env.LANG ?? 'vi') ? 'vi' : 'en')) === 'en'
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

/** The only finding, in the shape that all others have. */
function only(check, finding, found, todo) {
  const one = { check, state: 'sick', finding, found, todo }
  console.log(wanted.includes('--json') ? JSON.stringify({ well: false, findings: [one] }, null, 2) : `✗ ${found}\n  → ${todo}`)
  process.exit(1)
}

if (major < 20 || (major === 20 && minor < 19)) {
  const found = english
    ? `Node ${process.version} is too old: hoithi needs 20.19 or newer.`
    : `Node ${process.version} quá cũ: hoithi cần 20.19 trở lên.`
  only('node', 'nodeOld', found, english ? 'Install a newer Node, then run this again.' : 'Anh/Chị cài Node mới hơn rồi chạy lại lệnh này.')
}
if (!existsSync(tool('tsx')) || !existsSync(join(root, 'node_modules/better-sqlite3'))) {
  const found = english ? 'The packages that the project needs are not installed.' : 'Chưa cài các gói mà phần mềm cần.'
  only('packages', 'packagesMissing', found, english ? 'Run npm ci, then run this again.' : 'Anh/Chị chạy npm ci rồi chạy lại lệnh này.')
}
const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : []
const { status } = spawnSync(tool('tsx'), [...settings, 'scripts/doctor.ts', ...wanted], { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)
