export const SAMPLE_PASSWORD: string
export const sampleLogins: readonly { login: string; role: string; fullName: string; where: string }[]
