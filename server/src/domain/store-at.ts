/** Where a contest's data is: the path of an SQLite file, or the address of a PostgreSQL database. */
export type StoreAt = string

export const isPostgres = (store: StoreAt): boolean => /^postgres(ql)?:\/\//.test(store)
