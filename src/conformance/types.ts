/** `must`: the AI SDK depends on it. `should`: a house rule, without which users are worse off though the SDK works. */
export type Level = 'must' | 'should';

export type JSONValue =
  | null
  | string
  | number
  | boolean
  | JSONValue[]
  | { [key: string]: JSONValue };
export type JSONObject = { [key: string]: JSONValue };

/** One thing that the model says, in the pieces in which the server streams it. */
export type Said =
  | { type: 'text'; deltas: string[] }
  /** `replay`: what has to be sent back with the reasoning in the next request, such as a signature. */
  | { type: 'reasoning'; deltas: string[]; replay?: JSONObject }
  /** The deltas add up to the JSON text of the input; with finish `length` they may stop short of it. */
  | { type: 'call'; id: string; name: string; deltas: string[] }
  /** The answer to a request for JSON output. A server that was made to call a tool for it calls that tool. */
  | { type: 'json'; deltas: string[] };

export type ScriptFinish = 'stop' | 'length' | 'content-filter' | 'tool-calls';

export type ScriptError = {
  /**
   * - `status`: as an HTTP status, before any answer;
   * - `first`: with HTTP 200, in place of an answer;
   * - `middle`: with HTTP 200, after all that `says` holds. A whole response has no middle: there it is `first`.
   */
  at: 'status' | 'first' | 'middle';
  /** The HTTP status, or the status that stands for it. */
  status: number;
  message: string;
  headers?: Record<string, string>;
};

/** What the server says to one request. */
export type Script = {
  says: Said[];
  /** Undefined where an error ends the answer. */
  finish?: ScriptFinish;
  /** In tokens. */
  usage?: { input: number; output: number };
  error?: ScriptError;
  /** The body ends after so many bytes, or the connection is lost there. Done by the judge to what `toWire` returns. */
  cut?: { after: number; isLost: boolean };
  /** Sizes in bytes of the pieces in which the body arrives, over and over; default: all at once. Done by the judge too. */
  pieces?: number[];
};

/** A request as the model sent it. */
export type WireRequest = {
  url: string;
  method: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
  /** The text as JSON; undefined if it is none. */
  body: unknown;
};

/** What a request says, read back from the wire. */
export type ReadRequest = {
  /** All texts, in order, whoever speaks. */
  texts: string[];
  toolNames: string[];
  /** `{ tool }` names one. */
  toolChoice: 'auto' | 'none' | 'required' | { tool: string } | undefined;
  toolResults: { id: string; text: string }[];
  /** `replay` of reasoning that comes back. */
  replays: JSONObject[];
};

/** Any LanguageModelV2, V3 or V4. */
export type LanguageModel = {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: never): PromiseLike<object>;
  doStream(options: never): PromiseLike<{ stream: ReadableStream<StreamPart> }>;
};

/** A stream part of any version of the specification. */
export type StreamPart = { type: string };

/** Puts a script on a wire: a whole `Response`, streamed or not as the request asks. Same script, same bytes. */
export type ToWire = (script: Script, request: WireRequest) => Response;

/** What is judged. */
export type Subject = {
  /** A new model that sends its requests with this `fetch` and no retries of its own. Give it a key of at least 16 characters. */
  model(options: { fetch: typeof globalThis.fetch }): LanguageModel;
  toWire: ToWire;
  /** Without it, nothing is judged of what is sent. */
  readRequest?(request: WireRequest): ReadRequest;
  /** `providerOptions` that make the model reason, if it has to be asked. */
  reasoningOptions?: object;
  /** What is false is not judged. Default: everything true. */
  supports?: {
    tools?: boolean;
    parallelTools?: boolean;
    reasoning?: boolean;
    json?: boolean;
    images?: boolean;
  };
  /** Other forms, by name, in which servers put the same script on this wire. See `chatDialects`. */
  dialects?: Record<string, Dialect>;
};

/** Another form of a wire. */
export type Dialect = {
  toWire: ToWire;
  /** What differs in it, and is therefore judged. */
  about: 'answers' | 'errors';
  /** What cannot be told in it: `finish`, why the answer ended; `status`, what an error is that comes with HTTP 200. */
  silentAbout?: 'finish' | 'status';
};

export type JudgeOptions = {
  /** Of the random scripts. Default 1. The same seed judges the same. */
  seed?: number;
  /** How many random scripts. Default 60. */
  runs?: number;
  /** `must` leaves out what is only a house rule. Default `should`: everything. */
  level?: Level;
  /** Your own `ai` 5, 6 or 7 (`import * as ai from 'ai'`): judges the model under it too. */
  sdk?: object;
  /** How long, in milliseconds, anything may take before it is said to hang. Default 5000. */
  patience?: number;
};

/** A rule that was broken. */
export type Finding = {
  /** Its name in `RULES`. */
  rule: string;
  level: Level;
  /** Where the rule comes from: what the AI SDK does, or whom it helped. */
  source: string;
  /** What happened, in words. */
  says: string;
  /** The form of the wire it happened with, if that was not `toWire`. */
  dialect?: string;
  /** What the server said, as small as it could be made. */
  script?: Script;
  /** What the model made of it. */
  parts: readonly StreamPart[];
};
