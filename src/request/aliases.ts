/** What Bedrock accepts as the name of a tool, and as the id of a call (language-model-v2.md B). */
export const ACCEPTED = /^[\w-]{1,64}$/;

/**
 * A function that makes names which the server accepts, and never the same twice. One of `names` that is accepted stays as
 * it is, the first time; any other name gets an alias that resembles it, and that none of `names` has.
 */
export function createAliases(names: Iterable<string>, accepted: RegExp): (name: string) => string {
  /** Every name that an alias must not have, and whether it has been given away. */
  const given = new Map<string, boolean>();
  for (const name of names) if (accepted.test(name)) given.set(name, false);

  return (name) => {
    const alias = given.get(name) === false ? name : toAlias(name);
    given.set(alias, true);
    return alias;
  };

  function toAlias(name: string): string {
    // 50 characters leave room for what makes the alias accepted, and unlike the others.
    const clean = name.replace(/\W/g, '_').slice(0, 50);
    const base = accepted.test(clean) ? clean : `x${clean}`;
    let alias = base;
    for (let count = 2; given.has(alias); count++) alias = `${base}_${count}`;
    return alias;
  }
}
