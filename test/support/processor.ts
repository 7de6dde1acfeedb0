/** What this process has worked, ms: how long something takes by the clock tells more of what else the machine does. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
