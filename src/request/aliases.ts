/** Characters that Bedrock refuses in tool names and tool-call ids (language-model-v2.md B). */
export const FORBIDDEN_CHARACTERS = /[^a-zA-Z0-9_-]/g;

const MAX_LENGTH = 64;

/** Whether the server takes the name as it is. */
export function isAccepted(name: string, forbidden: RegExp): boolean {
  return name.length > 0 && name.length <= MAX_LENGTH && name.search(forbidden) === -1;
}

/** An accepted name that resembles `name` and is not yet in `taken`. */
export function toAlias(name: string, taken: ReadonlySet<string>, forbidden: RegExp): string {
  const clean = name.replace(forbidden, '_').slice(0, MAX_LENGTH);
  const base = isAccepted(clean, forbidden) ? clean : `x${clean}`;
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : `_${count}`;
    const alias = base.slice(0, MAX_LENGTH - suffix.length) + suffix;
    if (!taken.has(alias)) return alias;
  }
}
