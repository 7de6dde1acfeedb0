/** A page as hoithi sent it: what the floor sends again. */
export type Page = { path: string; headers: Record<string, string>; body: string }
