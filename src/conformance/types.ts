/** `must`: the AI SDK depends on it. `should`: a house rule, without which users are worse off though the SDK works. */
export type Level = 'must' | 'should';

/** Anything that JSON can hold. */
export type JSONValue =
  | null
  | string
  | number
  | boolean
  | JSONValue[]
  | { [key: string]: JSONValue };
/** A JSON object. */
export type JSONObject = { [key: string]: JSONValue };

/** Text of the answer. */
export type SaidText = {
  /** The kind of thing that is said. */
  type: 'text';
  /** The pieces in which the server streams it. */
  deltas: string[];
};

/** What the model thinks before it answers. */
export type SaidReasoning = {
  /** The kind of thing that is said. */
  type: 'reasoning';
  /** The pieces in which the server streams it. */
  deltas: string[];
  /** What has to be sent back with it in the next request, such as a signature. */
  replay?: JSONObject;
};

/** A call of one of the caller's tools. */
export type SaidCall = {
  /** The kind of thing that is said. */
  type: 'call';
  /** Its id, as the server made it. */
  id: string;
  /** The name of the tool. */
  name: string;
  /** The pieces of the JSON text of its input. With finish `length` they may stop short of the whole. */
  deltas: string[];
};

/** The answer to a request for JSON output. A server that was made to call a tool for it calls that tool. */
export type SaidJson = {
  /** The kind of thing that is said. */
  type: 'json';
  /** The pieces of its text. */
  deltas: string[];
};

/** One thing that the model says. */
export type Said = SaidText | SaidReasoning | SaidCall | SaidJson;

/** Why an answer ended. */
export type ScriptFinish = 'stop' | 'length' | 'content-filter' | 'tool-calls';

/** An error of the server. */
export type ScriptError = {
  /**
   * - `status`: as an HTTP status, before any answer;
   * - `first`: with HTTP 200, in place of an answer;
   * - `middle`: with HTTP 200, after all that `says` holds. A whole response has no middle: there it is `first`.
   */
  at: 'status' | 'first' | 'middle';
  /** The HTTP status, or the status that stands for it. */
  status: number;
  /** The server's message. */
  message: string;
  /** Headers of the response. */
  headers?: Record<string, string>;
};

/** Tokens. */
export type ScriptUsage = {
  /** The tokens of the request. */
  input: number;
  /** The tokens of the answer. */
  output: number;
};

/** Where a body ends before its time. */
export type ScriptCut = {
  /** The number of bytes that come first. */
  after: number;
  /** Whether the connection is reset there, rather than the body ending in good order. */
  isLost: boolean;
};

/** Where a server falls silent. */
export type ScriptSilence = {
  /** The number of bytes that come first. */
  after: number;
  /** How long, in milliseconds, until it goes on. Default: for ever, with the connection open. */
  ms?: number;
};

/** What the server says to one request. */
export type Script = {
  /** What the server says, in this order. */
  says: Said[];
  /** Undefined where an error ends the answer. */
  finish?: ScriptFinish;
  /** What the answer cost. */
  usage?: ScriptUsage;
  /** What goes wrong at the server. */
  error?: ScriptError;
  /** Where the body ends early. The judge does it to what `toWire` returns. */
  cut?: ScriptCut;
  /** Where the server falls silent. The judge does it to what `toWire` returns. */
  silence?: ScriptSilence;
  /**
   * The server stays connected after the last of this. The judge keeps the connection open; `toWire` leaves out what marks
   * the end of the body, if its wire has such a mark (`[DONE]`).
   */
  lingers?: true;
  /** Sent again and again while the server is silent for ever or lingers. Done by the judge. */
  heartbeat?: string;
  /** What the response has in place of a stream of bytes: `text`, `text()` and `json()` alone; `strings`, a stream of strings. */
  body?: 'text' | 'strings';
  /** Sizes in bytes of the pieces in which the body arrives, over and over; default: all at once. Done by the judge too. */
  pieces?: number[];
};

/** A request as the model sent it. */
export type WireRequest = {
  /** The URL, with its query. */
  url: string;
  /** The method, in capitals. */
  method: string;
  /** The headers, their names in lower case. */
  headers: Record<string, string>;
  /** The body. */
  text: string;
  /** The text as JSON; undefined if it is none. */
  body: unknown;
};

/** The result of a tool, as a request holds it. */
export type ReadToolResult = {
  /** The id of the call. */
  id: string;
  /** What the tool returned, as text. */
  text: string;
};

/** A choice of one tool. */
export type NamedTool = {
  /** Its name. */
  tool: string;
};

/** What a request says, read back from the wire. */
export type ReadRequest = {
  /** All texts, in order, whoever speaks. */
  texts: string[];
  /** The names of all tools that are offered. */
  toolNames: string[];
  /** Undefined if the request does not say. */
  toolChoice: 'auto' | 'none' | 'required' | NamedTool | undefined;
  /** The results of this turn and of those before. */
  toolResults: ReadToolResult[];
  /** The `replay` of each reasoning that is sent back. */
  replays: JSONObject[];
};

/** Any LanguageModelV2, V3 or V4. */
export type LanguageModel = {
  /** `v2`, `v3` or `v4`. */
  readonly specificationVersion: string;
  /** The provider's name. */
  readonly provider: string;
  /** The model's name. */
  readonly modelId: string;
  /** One answer, whole. */
  doGenerate(options: never): PromiseLike<object>;
  /** An answer in parts. */
  doStream(options: never): PromiseLike<StreamResult>;
};

/** What doStream gives. */
export type StreamResult = {
  /** The parts. */
  stream: ReadableStream<StreamPart>;
};

/** A stream part of any version of the specification. */
export type StreamPart = {
  /** The type of the part, such as `text-delta`. */
  type: string;
};

/** Puts a script on a wire: a whole `Response`, streamed or not as the request asks. Same script, same bytes. */
export type ToWire = (script: Script, request: WireRequest) => Response;

/** What a model can do. What is false is not judged. Default: everything true. */
export type Supports = {
  /** Tool calls. */
  tools?: boolean;
  /** Several calls in one answer. */
  parallelTools?: boolean;
  /** Reasoning in the answer. */
  reasoning?: boolean;
  /** A finish reason for content that was filtered. */
  contentFilter?: boolean;
  /** `responseFormat: { type: 'json' }`. */
  json?: boolean;
  /** Images in the prompt, as bytes. */
  images?: boolean;
};

/** What the judge gives a model. */
export type ModelOptions = {
  /** Answers as the server would. */
  fetch: typeof globalThis.fetch;
  /** For a provider that takes one. One rule is judged with an id that is always the same, as in many tests of apps. */
  generateId: () => string;
};

/** What is judged. */
export type Subject = {
  /** A new model that sends its requests with this `fetch` and no retries of its own. Give it a key of at least 16 characters. */
  model(options: ModelOptions): LanguageModel;
  /** Writes the answers of the server from scripts. */
  toWire: ToWire;
  /** Reads a request. Without it, requests are not judged. */
  readRequest?(request: WireRequest): ReadRequest;
  /** What its server sends to keep a connection open, such as `': keep-alive\n\n'`. Default: nothing. */
  heartbeat?: string;
  /** `providerOptions` that make the model reason, if it has to be asked. */
  reasoningOptions?: object;
  /** What the model can do. Default: everything. */
  supports?: Supports;
  /** Other forms, by name, in which servers put the same script on this wire. See `chatDialects`. */
  dialects?: Record<string, Dialect>;
};

/** Another form of a wire. */
export type Dialect = {
  /** Puts a script on it. */
  toWire: ToWire;
  /** What differs in it, and is therefore judged. */
  about: 'answers' | 'errors';
  /** What cannot be told in it: `finish`, why the answer ended; `status`, what an error is that comes with HTTP 200. */
  silentAbout?: 'finish' | 'status';
};

/** How it is judged. */
export type JudgeOptions = {
  /** The seed of the random scripts. Default 1. The same seed judges the same. */
  seed?: number;
  /** How many random scripts. Default 60. */
  runs?: number;
  /** `must` leaves out what is only a house rule. Default `should`: everything. */
  level?: Level;
  /** Your own `ai` 5, 6 or 7 (`import * as ai from 'ai'`): judges the model under it too. */
  sdk?: object;
  /** How long, in milliseconds, anything may take before it is said to hang. Default 5000. */
  patience?: number;
  /**
   * How long, in milliseconds, doStream may wait for the first part of a silent server, and a stream for more of a server that
   * lingers. Default 3000.
   */
  grace?: number;
};

/** A rule that was broken. */
export type Finding = {
  /** Its name in `RULES`. */
  rule: string;
  /** The level of the rule. */
  level: Level;
  /** Where the rule comes from: what the AI SDK does, or whom it helped. */
  source: string;
  /** What happened, as a sentence. */
  says: string;
  /** The form of the wire it happened with, if that was not `toWire`. */
  dialect?: string;
  /** What the server said, as small as it could be made. */
  script?: Script;
  /** What the model made of it. */
  parts: readonly StreamPart[];
};
