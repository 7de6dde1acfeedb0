type Entry = {
  link?: boolean
  integrity?: string
  resolved?: string
  license?: string
  dev?: boolean
  devOptional?: boolean
  hasInstallScript?: boolean
}
export type Lock = { lockfileVersion: number; packages: Record<string, Entry> }
export function faultsOf(lock: Lock, allowScripts?: Record<string, boolean>): string[]
