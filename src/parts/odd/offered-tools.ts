/**
 * Models glue tokens of their own format to the name of a tool, as in `get_weather<|channel|>commentary`,
 * `functions.get_weather:0` or `get_weather\n`, or put it into a namespace or into code, and some send a name in pieces
 * (field-reports.md A2). Names are corrected only if the result is the name of an offered tool.
 */
export function createOfferedTools(names: Iterable<string> = []) {
  const offered = new Set(names);
  const prefixes = new Set<string>();
  for (const name of offered)
    for (let end = 1; end < name.length; end++) prefixes.add(name.slice(0, end));

  /** The offered tool that is meant, else the name as it is. */
  function resolve(name: string): string {
    if (offered.size === 0 || offered.has(name)) return name;
    const bare = name.replace(GLUE_BEFORE, '').replace(GLUE_AFTER, '');
    const candidates = [bare, bare.replace(CHANNEL_AFTER, ''), toLastWord(name)];
    return candidates.find((candidate) => offered.has(candidate)) ?? findAlike(bare) ?? name;
  }

  /** The one offered tool that is named so but for what models change in a name. */
  function findAlike(name: string): string | undefined {
    const alike = [...offered].filter((other) => toPlain(other) === toPlain(name));
    return alike.length === 1 ? alike[0] : undefined;
  }

  /** What stands last in a name with a namespace or in code, as in `print(default_api.get_weather(`; some send it repeatedly. */
  function toLastWord(name: string): string {
    const word = name.slice(0, 400).split(NO_NAME).findLast(Boolean) ?? '';
    return offered.has(word) ? word : word.replace(REPEATED, '$1');
  }

  /** Whether more of the name is to be expected: it is the beginning of an offered name, and not itself offered. */
  function isPartial(name: string): boolean {
    return prefixes.has(name) && !offered.has(name);
  }

  return {
    resolve,
    isPartial,
    /** A name and its next piece, or the whole name so far; undefined if they make no beginning of an offered name. */
    join(name: string, piece: string): string | undefined {
      if (!isPartial(name)) return undefined;
      const candidates = [name + piece, ...(piece.startsWith(name) ? [piece] : [])];
      return candidates.find(
        (candidate) => prefixes.has(candidate) || offered.has(resolve(candidate)),
      );
    },
  };
}

/** Without its case, and what joins its words. */
function toPlain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

export type OfferedTools = ReturnType<typeof createOfferedTools>;

const GLUE_BEFORE =
  /^(?:.{0,99}\bto=)?(?:\s|<\|\w{1,20}\|>|(?:functions?|tools?)[.:]){1,20}|^.{0,99}\bto=/s;
const GLUE_AFTER = /(?:<.*|\s.*|:\d{1,9})$/s;
const NO_NAME = /[^\w-]+/;
const REPEATED = /^(.{1,64}?)\1+$/;
const CHANNEL_AFTER = /(?:commentary|analysis|final|json)$/;
