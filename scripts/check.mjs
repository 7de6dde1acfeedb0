import { close, runChecks, runTests } from './checks.mjs'
import { nearTests } from './near-tests.mjs'
import { build, install } from './setup.mjs'

const projects = ['pure', 'unit', 'web']

install()
build()
const near = nearTests(projects)
const tests = near?.length === 0 ? { passed: 0, failed: 0 } : runTests(projects, { beside: true, workers: 1, more: near ?? [] })
close(...(await Promise.all([runChecks({ atOnce: 1 }), tests])))
