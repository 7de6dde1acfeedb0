import type { Services } from '../../services.ts'

/** The accounts that the demo makes and prints, with their one password; `scripts/demo-logins.js` holds the same. */
export const SAMPLE_PASSWORD = 'hoithi2021'
export const SAMPLE_LOGINS = ['0912345678', 'tochuc', 'giamkhao', 'canbo', 'quantri']

/** Which of the demo's logins can be used here by anyone who has read its source. */
export async function openSampleLogins({
  storage,
  passwords,
}: Pick<Services, 'storage'> & { passwords: Pick<Services['passwords'], 'verify'> }): Promise<string[]> {
  const accounts = await Promise.all(SAMPLE_LOGINS.map((login) => storage.accounts.findByLogin(login)))
  const open = await Promise.all(
    accounts.map(async (account) =>
      account !== null && account.disabledAt === null && (await passwords.verify(account.passwordHash, SAMPLE_PASSWORD)) ? [account.login] : [],
    ),
  )
  return open.flat()
}
