import type { ErrorShape } from './errors';

/** How the local Heroku behaves where sources disagree about the real one, or where none says how it is. */
export type Personality = {
  /**
   * Whether `stream_options` is taken. Default: true, as the later sources say; false as recorded in July 2025
   * (heroku-surface.md §0.1).
   */
  streamOptions: boolean;
  /**
   * Whether a stream ends with its usage always, or only when `stream_options.include_usage` asked for it. Default:
   * `always`; sources disagree (heroku-surface.md §0.1).
   */
  usage: 'always' | 'asked';
  /**
   * How the events of a stream are written. `tight` (default): `event:message` and `data:{...}` without a space, and
   * `event:done` at the end; `spaced`: the same names with a space after the colon, and `event: message` at the end;
   * `plain`: `data: {...}` alone. All three are on record (heroku-api.md §3).
   */
  framing: 'tight' | 'spaced' | 'plain';
  /**
   * The deltas of tool calls. `odd` (default): as DEFACTO recorded them, without `choices[0].index`, with blank names,
   * and an `index` that counts content blocks on one frame and calls on the next (heroku-api.md §3); `regular`: as the
   * OpenAI API writes them, which the official `openai` client can read.
   */
  toolFrames: 'odd' | 'regular';
  /** Whether the `index` of parallel calls differs. Default: `distinct`; `equal` gives every call 0. */
  parallelIndexes: 'distinct' | 'equal';
  /**
   * Where reasoning is: an object `reasoning` with `thinking` and `signature` (default, heroku-api.md §1.6), a string
   * `reasoning`, or a string `reasoning_content`. The strings carry no signature.
   */
  reasoningShape: 'object' | 'string' | 'reasoning_content';
  /** In which answers an object of reasoning is signed. Default: `always`; no source shows it (heroku-api.md §2). */
  reasoningSignature: 'always' | 'whole' | 'streamed' | 'never';
  /**
   * What becomes of redacted thinking, which the built-in script gives for Anthropic's test string: `shown` (default)
   * as `reasoning.redacted_thinking`, or `hidden`. No source says (heroku-api.md §10.2).
   */
  redactedThinking: 'shown' | 'hidden';
  /**
   * What tools without a `tool_choice` mean. Default: `auto`, as recorded calls behave; MINT claims `required`
   * (heroku-api.md §1.4).
   */
  toolChoiceDefault: 'auto' | 'required';
  /** Whether the built-in script does what `tool_choice` says. Default: `obeyed`. */
  toolChoice: 'obeyed' | 'ignored';
  /** Whether `response_format` changes the answer. Default: `ignored` (heroku-api.md §1.5). */
  responseFormat: 'ignored' | 'honoured';
  /** Whether `allow_ignored_params` lets unknown fields through. Default: true (heroku-api.md §1.1). */
  allowIgnoredParams: boolean;
  /** The shape of every refusal; `recorded` (default) is the one on record for each (heroku-api.md §4). */
  errorShape: 'recorded' | ErrorShape;
  /**
   * The HTTP status of a refusal: its `own` (default), or 200 with the error in the body, and in the first frame where a
   * stream was asked for. Time-outs have been seen as the latter (heroku-surface.md §0.2).
   */
  errorStatus: 'own' | '200';
  /** Whether answers carry `x-ratelimit-*` headers. Default: false, as in recordings; MINT documents them. */
  rateHeaders: boolean;
  /** The order of `data` in an answer of embeddings; `index` is right in both. Default: `given`. */
  embeddingOrder: 'given' | 'reversed';
  /** What the limit of 2,048 counts. Default: `bytes` of UTF-8, as blade-mcp found (heroku-surface.md §1). */
  embeddingLength: 'bytes' | 'characters';
  /** The byte order of the float32 values behind `encoding_format: 'base64'`. Default: `little` (unverified: embedding-base64). */
  embeddingBytes: 'little' | 'big';
  /** The order of an answer of reranking. Default: `best-first` (heroku-surface.md §3). */
  rerankOrder: 'best-first' | 'given';
};

type Values<T> = readonly [T, ...T[]];

/** The values of each trait, the default first. */
export const TRAITS: { readonly [Name in keyof Personality]: Values<Personality[Name]> } = {
  streamOptions: [true, false],
  usage: ['always', 'asked'],
  framing: ['tight', 'spaced', 'plain'],
  toolFrames: ['odd', 'regular'],
  parallelIndexes: ['distinct', 'equal'],
  reasoningShape: ['object', 'string', 'reasoning_content'],
  reasoningSignature: ['always', 'whole', 'streamed', 'never'],
  redactedThinking: ['shown', 'hidden'],
  toolChoiceDefault: ['auto', 'required'],
  toolChoice: ['obeyed', 'ignored'],
  responseFormat: ['ignored', 'honoured'],
  allowIgnoredParams: [true, false],
  errorShape: ['recorded', 'json-string', 'object', 'bare', 'text'],
  errorStatus: ['own', '200'],
  rateHeaders: [false, true],
  embeddingOrder: ['given', 'reversed'],
  embeddingLength: ['bytes', 'characters'],
  embeddingBytes: ['little', 'big'],
  rerankOrder: ['best-first', 'given'],
};

export const DEFAULT_PERSONALITY = Object.fromEntries(
  Object.entries(TRAITS).map(([name, [standard]]) => [name, standard]),
) as Personality;

/** The personality these options describe; what is undefined is the default. Throws TypeError for another value. */
export function toPersonality(options: Partial<Personality>): Personality {
  const given = Object.entries(options).filter(
    ([name, value]) => value !== undefined && Object.hasOwn(TRAITS, name),
  );
  for (const [name, value] of given) {
    const values: readonly unknown[] = TRAITS[name as keyof Personality];
    if (!values.includes(value)) {
      const list = values.map((item) => JSON.stringify(item)).join(', ');
      throw new TypeError(`${name} is one of ${list}, not ${JSON.stringify(value)}`);
    }
  }
  return { ...DEFAULT_PERSONALITY, ...Object.fromEntries(given) };
}
