import type { LocalHerokuOptions, RuleName } from '../local';
import type { Personality } from '../local/personality';

/** What the local Heroku does differently for another client, so that it can be tried at all. */
export type Client = {
  traits: Partial<Personality>;
  /** Rules that are turned off. */
  rulesOff: readonly RuleName[];
  /** Why Heroku itself may refuse this client, or why the client may not read Heroku's answers. */
  why: string;
};

/** openai 4 reads no `event:` line; 5 and 6 lose streamed calls in the recorded frames, 7 throws. */
const OPENAI_STREAMS = { framing: 'plain', toolFrames: 'regular' } as const;
const STREAMS = 'it reads streams as the OpenAI API writes them, and recordings of Heroku differ';

/** By the name that `local --for` takes. Each was run on the local Heroku, but for genkit and mastra, which field-reports-2.md L4 reports. */
export const CLIENTS = {
  openai: {
    traits: OPENAI_STREAMS,
    rulesOff: ['tool-strict'],
    why: `${STREAMS}; its helper for zod sends \`strict\``,
  },
  langchain: {
    traits: OPENAI_STREAMS,
    rulesOff: ['tool-schema-dollar'],
    why: `${STREAMS}; it sends \`$schema\` in tools, which Heroku has refused`,
  },
  llamaindex: {
    traits: OPENAI_STREAMS,
    rulesOff: ['tool-schema-dollar', 'temperature-and-top-p'],
    why: `${STREAMS}; it sends \`$schema\` in tools, which Heroku has refused, and \`temperature\` with \`top_p\`, which newer Claude models refuse`,
  },
  genkit: { traits: OPENAI_STREAMS, rulesOff: [], why: STREAMS },
  instructor: {
    traits: OPENAI_STREAMS,
    rulesOff: ['tool-description-blank'],
    why: `${STREAMS}; it sends tools with an empty description`,
  },
  agents: {
    traits: { ...OPENAI_STREAMS, responseFormat: 'honoured' },
    rulesOff: ['tool-strict', 'tool-schema-dollar', 'content-parts'],
    why: `${STREAMS}; it sends \`strict\`, \`$schema\` in tools, and the assistant's text in parts, and wants \`response_format\` obeyed`,
  },
  mastra: {
    traits: {},
    rulesOff: ['tool-schema-dollar'],
    why: 'its model router sends `$schema` in tools, which Heroku has refused',
  },
} as const satisfies Record<string, Client>;

/** The options of a local Heroku for a client. */
export const optionsFor = ({ traits, rulesOff }: Client): LocalHerokuOptions => ({
  ...traits,
  rules: Object.fromEntries(rulesOff.map((name) => [name, false])),
});

/** What was switched, and why Heroku itself may refuse the client. */
export function describeClient(name: string, { traits, rulesOff, why }: Client): string {
  const settings = Object.entries(traits).map(([trait, value]) => `--set ${trait}=${value}`);
  const rules = rulesOff.map((rule) => `--rule ${rule}=off`);
  return `For ${name}: ${[...settings, ...rules].join(' ')}\nHeroku itself may not serve it: ${why}.`;
}
