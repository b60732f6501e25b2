import { FAMILIES, UNKNOWN } from '../../src/models/families';
import type { ModelProfile } from '../../src/models/model-profile';
import { toModelProfile } from '../../src/models/to-model-profile';

/** The page with the tables between its markers printed anew. Throws if a marker is missing. */
export function withTables(page: string, chatModelIds: readonly string[]): string {
  const tables = { ids: toIdTable(chatModelIds), families: toFamilyTable() };
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [before, rest] = split(text, `<!-- ${name} -->`);
    const [, after] = split(rest, `<!-- /${name} -->`);
    return `${before}<!-- ${name} -->\n${table}\n<!-- /${name} -->${after}`;
  }, page);
}

function split(text: string, marker: string): [before: string, after: string] {
  const [before, after, more] = text.split(marker);
  if (before === undefined || after === undefined || more !== undefined) {
    throw new Error(`${marker} must stand once on the page.`);
  }
  return [before, after];
}

function toIdTable(ids: readonly string[]): string {
  return toTable(
    ['model', 'family'],
    ids.map((id) => [`\`${id}\``, toModelProfile(id).family]),
  );
}

function toFamilyTable(): string {
  const columns = Object.values(COLUMNS);
  return toTable(
    columns.map(({ heading }) => heading),
    [...FAMILIES, UNKNOWN].map((profile) => columns.map(({ cell }) => cell(profile))),
  );
}

function toTable(headings: string[], rows: string[][]): string {
  const lines = [headings, headings.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

type Column = { heading: string; cell: (profile: ModelProfile) => string };

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

/** The characters and the length that an expression allows. */
const pattern = ({ source, ignoreCase }: RegExp) =>
  source === '^'
    ? 'any'
    : `\`${source.slice(1, -1)}\`${ignoreCase ? ' in upper or lower case' : ''}`;

/** What is printed of each cell of the table of families. */
const COLUMNS: Record<keyof ModelProfile, Column> = {
  family: { heading: 'family', cell: ({ family }) => family },
  temperature: {
    heading: '`temperature`',
    cell: ({ temperature }) => yesOrNo(temperature),
  },
  topP: {
    heading: '`topP`',
    cell: ({ topP }) => (topP === 'without-temperature' ? 'without `temperature`' : yesOrNo(topP)),
  },
  topK: { heading: '`topK`', cell: ({ topK }) => yesOrNo(topK) },
  outputLimit: {
    heading: '`maxOutputTokens` as',
    cell: ({ outputLimit }) => `\`${outputLimit}\``,
  },
  stopSequences: {
    heading: '`stopSequences`',
    cell: ({ stopSequences }) => yesOrNo(stopSequences),
  },
  thinking: {
    heading: '`extendedThinking`',
    cell: ({ thinking }) =>
      ({
        none: 'no',
        budget: 'with a budget',
        adaptive: 'without a budget',
        unknown: 'sent; no source says',
      })[thinking],
  },
  thinkingReplay: {
    heading: 'signed thinking goes back',
    cell: ({ thinking, thinkingReplay }) =>
      thinking === 'none'
        ? '-'
        : thinkingReplay
          ? 'yes, [unverified](unverified.md#reasoning-replay)'
          : 'no',
  },
  reasoningEffort: {
    heading: '`reasoning_effort`',
    cell: ({ reasoningEffort }) =>
      ({
        never: 'no',
        explicit: 'if `reasoningEffort` is set',
        always: 'yes, also from `reasoning` of AI SDK 7',
      })[reasoningEffort],
  },
  boundThinking: {
    heading: 'thoughts bound to what stands before them',
    cell: ({ boundThinking }) => yesOrNo(boundThinking),
  },
  forcedTools: {
    heading: 'forced tools',
    cell: ({ forcedTools, thinking }) =>
      forcedTools === 'without-thinking' && thinking !== 'none'
        ? 'while it does not think'
        : yesOrNo(Boolean(forcedTools)),
  },
  bannedTools: { heading: 'tool choice `none`', cell: ({ bannedTools }) => yesOrNo(bannedTools) },
  jsonToolChoice: {
    heading: 'JSON output by',
    cell: ({ forcedTools, jsonToolChoice }) =>
      forcedTools ? `a tool, ${jsonToolChoice}` : 'an instruction',
  },
  schemaDialect: {
    heading: 'JSON Schema of tools',
    cell: ({ schemaDialect }) =>
      ({
        'draft-7': 'as given',
        'draft-2020-12': '2020-12',
        'plain-root': 'root keys `type`, `properties`, `required`',
      })[schemaDialect],
  },
  rootUnions: {
    heading: 'unions at the root of a schema',
    cell: ({ rootUnions }) => yesOrNo(rootUnions),
  },
  propertyNames: {
    heading: 'property names at the root of a schema',
    cell: ({ propertyNames }) => pattern(propertyNames),
  },
  toolNames: { heading: 'tool names', cell: ({ toolNames }) => pattern(toolNames) },
  callIds: { heading: 'call ids', cell: ({ callIds }) => pattern(callIds) },
  prefill: {
    heading: 'may end with an assistant message',
    cell: ({ prefill }) => yesOrNo(prefill),
  },
  images: {
    heading: 'images in its documentation',
    cell: ({ images }) => (images ? 'yes' : 'no source says'),
  },
};
