/** What a judge is shown of a closed round. */
export const flagKinds = ['speed', 'twins', 'samePerson', 'held', 'device', 'address'] as const
export type FlagKind = (typeof flagKinds)[number]
/** strong: hardly to be explained otherwise, or waiting for a decision; weak: often harmless. */
export const flagStrengths = ['strong', 'weak'] as const
export type FlagStrength = (typeof flagStrengths)[number]
/** acted: an attempt that the flag names was voided, or its people were joined. */
export const flagStates = ['new', 'dismissed', 'confirmed', 'acted'] as const
export type FlagState = (typeof flagStates)[number]
