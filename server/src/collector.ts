import { setFlagsFromString } from 'node:v8'

/**
 * V8 lets garbage wait until the heap is up to four times what lives in it, the more room it is allowed the longer; this server's lives are short
 * and its machine is small. A flag that a later Node does not know is told and changes nothing.
 */
setFlagsFromString('--heap-growing-percent=40')
