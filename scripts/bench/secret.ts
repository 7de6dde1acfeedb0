/** Signs the sessions of servers that the bench starts, and of nobody else. */
export const BENCH_SECRET = 'a secret that only the bench ever uses'
