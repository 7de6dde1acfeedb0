/** What the server says of itself at /metrics at one moment, by the names of the figures. */
export async function serverFigures(url: string | URL): Promise<(name: string) => number> {
  const lines = (await (await fetch(new URL('/metrics', url))).text()).split('\n')
  return (name) => {
    const line = lines.find((one) => one.startsWith(`${name} `))
    if (line === undefined) throw new Error(`the server tells no figure ${name}`)
    return Number(line.split(' ')[1])
  }
}
