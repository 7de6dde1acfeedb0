export const root: string
export function run(command: string, args: string[], env?: Record<string, string>): void
export function tool(name: string): string
export function install(): void
export function build(): void
