/** The variables of the environment, by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Edge runtimes have no process, and bundlers an empty one. */
export const readVariables = (): Variables => globalThis.process?.env ?? {};
