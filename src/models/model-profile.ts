/** What a request may ask of a model. The rows are in `families.ts`, each cell with its source. */
export type ModelProfile = {
  /** The name of the family, for documentation. */
  family: string;
  /** Sampling settings that may be sent: none, one of temperature and topP, or both. */
  sampling: 'none' | 'temperature-or-top-p' | 'temperature-and-top-p';
  /** Takes `top_k`. */
  topK: boolean;
  /** Takes `extended_thinking`: never, with a token budget, or without one because the model sets its own. */
  thinking: 'none' | 'budget' | 'adaptive' | 'unknown';
  /** Takes `reasoning_effort` for the reasoning level that AI SDK 7 passes on unasked. */
  reasoningEffort: boolean;
  /** Takes a tool choice that forces a call: `required`, or a tool by name. */
  forcedTools: boolean;
  /** How the tool for JSON output is forced when it is the only tool. Without forced tools an instruction asks for JSON. */
  jsonToolChoice: 'named' | 'required';
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
