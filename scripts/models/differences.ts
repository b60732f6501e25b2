import { toModelProfile } from '../../src/models/to-model-profile';

/** What @ai-sdk/anthropic says of a model: `getModelCapabilities` of its entry `/internal`. */
export type Capabilities = {
  rejectsSamplingParameters: boolean;
  rejectsBudgetThinking: boolean;
  rejectsForcedToolUse: boolean;
};

type Fact = {
  name: string;
  theirs: (model: Capabilities) => boolean;
  ours: (id: string) => boolean;
};

const FACTS: readonly Fact[] = [
  {
    name: 'sampling settings',
    theirs: ({ rejectsSamplingParameters }) => !rejectsSamplingParameters,
    ours: (id) => toModelProfile(id).temperature,
  },
  {
    name: 'a thinking budget',
    theirs: ({ rejectsBudgetThinking }) => !rejectsBudgetThinking,
    ours: (id) => toModelProfile(id).thinking === 'budget',
  },
  {
    name: 'forced tools',
    theirs: ({ rejectsForcedToolUse }) => !rejectsForcedToolUse,
    ours: (id) => toModelProfile(id).forcedTools !== false,
  },
];

/** One line for each fact in which a row of src/models/families.ts differs from the catalogue. */
export function toDifferences(
  ids: readonly string[],
  capabilitiesOf: (id: string) => Capabilities,
): string[] {
  return ids.flatMap((id) =>
    FACTS.filter(({ theirs, ours }) => theirs(capabilitiesOf(id)) !== ours(id)).map(
      ({ name, ours }) =>
        `${id} (${toModelProfile(id).family}): ${name}: ${ours(id) ? 'yes' : 'no'} here, ${ours(id) ? 'no' : 'yes'} there`,
    ),
  );
}

/** The ids of Claude that a declaration file names. */
export function toIds(declarations: string): string[] {
  return [...new Set(declarations.match(/(?<=["'])claude-[\w.-]+(?=["'])/g))].sort();
}
