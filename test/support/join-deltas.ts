type Part = { type: string; id?: unknown; delta?: unknown };

/** The parts, with deltas that follow one another in one block, and that `isJoined` names, made one. */
export function joinDeltas<P extends Part>(
  parts: readonly P[],
  isJoined: (part: P) => boolean = ({ type }) => type.endsWith('-delta'),
): P[] {
  const joined: P[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (isJoined(part) && last?.type === part.type && last.id === part.id) {
      joined[joined.length - 1] = { ...last, delta: `${last.delta}${part.delta}` };
    } else {
      joined.push(part);
    }
  }
  return joined;
}
