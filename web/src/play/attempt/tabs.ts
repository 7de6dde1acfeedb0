type Told = { attemptId: string; position: number; choice: string[] }

/** Tabs of one phone show each other's answers at once; where the browser cannot, the next reply of the server does. */
export function createTabs(attemptId: string, heard: (position: number, choice: string[]) => void) {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('attempt')
  if (channel !== null)
    channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.attemptId === attemptId) heard(data.position, data.choice)
    }
  return {
    tell: (position: number, choice: string[]): void => channel?.postMessage({ attemptId, position, choice } satisfies Told),
    close: (): void => channel?.close(),
  }
}
