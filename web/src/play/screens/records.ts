export { default as Log } from './Log.svelte'
export { default as OwnAttempts } from './OwnAttempts.svelte'
export { default as Receipt } from './Receipt.svelte'
