const numbers = (name: string, usual: string): number[] => (process.env[name] ?? usual).split(',').map(Number)

/** Alternating runs of each side. */
export const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
export const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)
export const CONNECTIONS = numbers('BENCH_CONNECTIONS', '50,200,1000')
/** Starts, submissions and whole attempts that one run counts, after some to warm up. */
export const STARTS = Number(process.env['BENCH_STARTS'] ?? 5_000)
/** People of the databases that are compared. */
export const SIZES = numbers('BENCH_SIZES', '1000,100000,1000000')
