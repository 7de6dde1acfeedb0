/** What the built server is run with, from the folder of the project; `docs/deploy/hoithi.service` says the same, and a test holds it to that. */
export const serverArguments = ['--enable-source-maps', '--max-semi-space-size=8', 'server/dist/main.js']

/**
 * Settings of glibc, for whom freed memory belongs to the arena of the thread that asked for it: two arenas instead of eight for each processor,
 * and what is free at the end of one goes back from a MiB on.
 */
export const serverMemory = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '1048576' }
