/** Questions with this tag, in small letters or capitals, are asked in practice rounds, and never anywhere else. */
export const practiceTag = 'thi thử'

export const forPractice = (tags: readonly string[]): boolean => tags.some((tag) => tag.toLowerCase() === practiceTag)
