import type { Reply } from '../../lib/api.ts'

type Period = Reply<'getCampaignReport'>['period']

/** What an address says of the period, as a query: nothing for the one to show. */
export const askedPeriod = (written: string): { period?: 'final' | number } =>
  written === 'final' ? { period: written } : /^-?\d+$/.test(written) ? { period: Number(written) } : {}

export const isFinal = ({ period }: Period): boolean => period === 'final'
