import type { Report } from './report.ts'

type Cell = string | number

/** A table in plain text: the first column to the left, figures to the right. */
function table(head: string[], rows: Cell[][]): string {
  const all = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n')
}

const ok = (good: boolean): string => (good ? 'ok    ' : 'FAILED')

/** The report as it is printed. */
export function reportText(report: Report): string {
  const { options, machine, boards, disk, errors, troubles } = report
  const differences = boards.reduce((sum, board) => sum + board.differences, 0)
  const lost = troubles.filter(({ what }) => what.startsWith('an acknowledged')).reduce((sum, { count }) => sum + count, 0)
  const unexpected = errors.filter(({ expected }) => !expected)
  const fairness =
    report.saveP99ContestSeconds > 120
      ? ' Lower --speed: at this one the network takes minutes from people, and many attempts end by their deadline.'
      : ''
  return [
    `${options.scenario}: ${options.contestants} contestants, speed ${options.speed}, seed ${options.seed}; Node ${machine.node}, ${machine.cores} cores, crowd and server on one machine`,
    `${report.requests} requests in ${report.seconds} s: ${report.perSecond}/s, ${report.peakPerSecond} in the busiest second. One save in a hundred took ${report.saveP99ContestSeconds} s of contest time or more; the boards were ${report.lagSeconds} s behind at most, looked at every quarter of a second.${fairness}`,
    '',
    'Requests by path (real milliseconds)',
    table(
      ['path', 'requests', 'cut', '/s', 'peak/s', 'p50', 'p90', 'p99', 'max'],
      report.paths.map((path) => [
        path.path,
        path.requests,
        path.cut,
        path.perSecond,
        path.peakPerSecond,
        path.p50Ms,
        path.p90Ms,
        path.p99Ms,
        path.maxMs,
      ]),
    ),
    '',
    'Attempts by kind of person',
    table(
      ['kind', 'people', 'attempts', 'by deadline', 'taps', 'mean score'],
      report.kinds.map((kind) => [kind.kind, kind.people, kind.attempts, kind.byDeadline, kind.taps, kind.meanScore]),
    ),
    '',
    'Boards against the crowd’s own reckoning',
    table(
      ['board', 'rows', 'different'],
      boards.map((board) => [board.board, board.rows, board.differences]),
    ),
    '',
    'Refusals and lost lines',
    errors.length === 0
      ? '  none'
      : table(
          ['path and code', 'times', ''],
          errors.map((error) => [`${error.path} ${error.code}`, error.count, error.expected ? 'expected' : 'UNEXPECTED']),
        ),
    ...(troubles.length === 0 ? [] : ['', 'What must not happen']),
    ...troubles.map(({ what, count, examples }) => [`  ${count} × ${what}`, ...examples.map((example) => `      ${example}`)].join('\n')),
    '',
    `${ok(lost === 0)} ${lost} of ${disk.acknowledged} acknowledged answers lost (${disk.attempts} attempts read back, by the API and from the file after the process ended)`,
    `${ok(disk.chainWhole)} chain of ${disk.logEntries} log entries whole, ${disk.receipts} acknowledged receipts found in it`,
    `${ok(differences === 0)} ${boards.length} boards, ${boards.reduce((sum, board) => sum + board.rows, 0)} rows, ${differences} different`,
    `${ok(unexpected.length === 0)} ${unexpected.reduce((sum, { count }) => sum + count, 0)} unexpected refusals`,
    `${ok(troubles.length === 0)} ${troubles.reduce((sum, { count }) => sum + count, 0)} things that must not happen`,
    report.passed ? 'Passed.' : 'FAILED.',
  ].join('\n')
}
