/** What Bedrock accepts as the name of a tool, and as the id of a call (language-model-v2.md B). */
export const ACCEPTED = /^[\w-]{1,64}$/;

/**
 * A function that makes names which the server accepts, and never the same twice. One of `names` that is accepted stays as
 * it is, the first time; any other name gets an alias that resembles it, and that none of `names` has.
 */
export function createAliases(names: Iterable<string>, accepted: RegExp): (name: string) => string {
  const unused = new Set<string>();
  for (const name of names) if (accepted.test(name)) unused.add(name);
  const taken = new Set(unused);

  return (name) => {
    if (unused.delete(name)) return name;
    // 50 characters leave room for what makes the alias accepted, and unlike the others.
    const clean = name.replace(/\W/g, '_').slice(0, 50);
    const base = accepted.test(clean) ? clean : `x${clean}`;
    let alias = base;
    for (let count = 2; taken.has(alias); count++) alias = `${base}_${count}`;
    taken.add(alias);
    return alias;
  };
}
