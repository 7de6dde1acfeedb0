/** Questions with one of these tags are asked in practice rounds (thi thử), and never anywhere else. */
export const practiceTags: readonly string[] = ['thi thử', 'Thi thử', 'THI THỬ']

export const forPractice = (tags: readonly string[]): boolean => tags.some((tag) => practiceTags.includes(tag))
