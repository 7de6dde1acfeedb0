/** A data folder that no server may work on as it is; `message` is the one sentence that says why and what to do. */
export class Unusable extends Error {}
