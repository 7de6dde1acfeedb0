import { hash } from 'node:crypto'
import type { Sha256 } from './domain/receipt.ts'

/** In one call: an object for each hash would cost half as much again. */
export const sha256: Sha256 = (text) => hash('sha256', text)
