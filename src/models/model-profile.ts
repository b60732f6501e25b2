/** What a request may ask of a model. The rows are in `families.ts`, each cell with its source. */
export type ModelProfile = {
  /** The name of the family, for documentation. */
  family: string;
  /** Takes `temperature`. */
  temperature: boolean;
  /** Takes `top_p`. */
  topP: boolean | 'without-temperature';
  /** Takes `top_k`. */
  topK: boolean;
  /** Takes `extended_thinking`: never, with a token budget, or without one because the model sets its own. */
  thinking: 'none' | 'budget' | 'adaptive' | 'unknown';
  /** Takes its signed thinking back (heroku-api.md §1.6; the form is unverified: reasoning-replay). */
  thinkingReplay: boolean;
  /** Its thoughts are bound to all that stands before them: replayed behind anything else they are a 400. */
  boundThinking: boolean;
  /** Takes `reasoning_effort`: never, where the caller asks for it, or also for the level that AI SDK 7 passes on unasked. */
  reasoningEffort: 'never' | 'explicit' | 'always';
  /** Takes a tool choice that forces a call: `required`, or a tool by name. */
  forcedTools: boolean | 'without-thinking';
  /** Takes a tool choice that bans calls: `none`. Where it does not, the request is sent without tools. */
  bannedTools: boolean;
  /** How the tool for JSON output is forced when it is the only tool. Without forced tools an instruction asks for JSON. */
  jsonToolChoice: 'named' | 'required';
  /** The body field of the limit of output tokens. */
  outputLimit: 'max_tokens' | 'max_completion_tokens';
  /** Takes `stop`. */
  stopSequences: boolean;
  /** JSON Schema of tool parameters: as the AI SDK writes it, 2020-12, or no root keys but type, properties, required. */
  schemaDialect: 'draft-7' | 'draft-2020-12' | 'plain-root';
  /** Takes anyOf, oneOf and allOf at the root of tool parameters. */
  rootUnions: boolean;
  /** Names of properties at the root of tool parameters. */
  propertyNames: RegExp;
  /** Ids of tool calls that may be replayed. */
  callIds: RegExp;
  /** Names of tools. */
  toolNames: RegExp;
  /** Takes a prompt that ends with an assistant message. */
  prefill: boolean;
  /** Documented to read images; undefined if no source says. Images are sent either way. */
  images: true | undefined;
};
