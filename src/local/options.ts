import type { ScriptedAnswer } from './answers';
import type { ModelFacts } from './models';
import { type Personality, TRAITS } from './personality';
import type { LocalRequest } from './requests';
import type { RuleSwitches } from './rules';

/** One request as it arrived, whatever became of it. */
export type RecordedRequest = {
  /** The method, such as `POST`. */
  method: string;
  /** The whole URL. */
  url: string;
  /** The headers, their names in lower case. */
  headers: Record<string, string>;
  /**
   * The parsed body; the text itself when it is no JSON; undefined without one. It is what the client sent, right or
   * wrong: look into it with `toMatchObject` of your test runner. `answer` gets requests that are right, with their types.
   */
  body: unknown;
  /** The status that was answered. */
  status: number;
  /** The name of the rule or gate that refused the request; absent when none did. */
  refusedBy?: string;
};

/** What a script gives for a request; undefined leaves it to the built-in script. */
export type Answer = ScriptedAnswer | Response | undefined;

/** Options of `createLocalHeroku`. All have a default. */
export type LocalHerokuOptions = Partial<Personality> & {
  /** The one key that is let in. Default: `LOCAL_KEY`. */
  key?: string | undefined;
  /** Restricts the key to one model, as on the old plans (heroku-api.md §8). Default: it may use all. */
  keyModel?: string | undefined;
  /**
   * The models that are served: ids, whose abilities are taken from what is known of their family, or ids with their
   * abilities. Default: the ids of heroku-api.md §7.
   */
  models?: readonly string[] | Readonly<Record<string, ModelFacts>> | undefined;
  /**
   * What to answer to a request that has passed every rule. Default, and for undefined: the built-in script. On
   * endpoints other than chat and agents only `status`, `error` and `headers` of a scripted answer count. A value of a
   * wrong form is a TypeError that shows the right one: `fetch` and `handle` reject with it, `listen` answers 500.
   */
  answer?: ((request: LocalRequest) => Answer | Promise<Answer>) | undefined;
  /** Milliseconds before each frame of a stream. Default: 0. */
  chunkDelayMs?: number | undefined;
  /**
   * Rules to turn off (`false`) or on (`true`) by name; `RULES` lists them. Default: each rule's `standard`. A name
   * that is no rule throws a TypeError.
   */
  rules?: RuleSwitches | undefined;
  /** What `GET /v1/mcp/servers` lists. Default: one server with a tool, and one whose tools are not known yet. */
  mcpServers?: readonly Record<string, unknown>[] | undefined;
  /** The largest body that is taken, in bytes; a larger one is answered with 413. Default: 64 MiB (67,108,864). */
  maxBodyBytes?: number | undefined;
  /** Called once the status of a request is known. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
};

/** A limit of this server alone: no page says how large a body Heroku takes. */
export const MAX_BODY_BYTES = 67_108_864;

type OwnOption = Exclude<keyof LocalHerokuOptions, keyof Personality>;

const OWN: Record<OwnOption, true> = {
  key: true,
  keyModel: true,
  models: true,
  answer: true,
  chunkDelayMs: true,
  rules: true,
  mcpServers: true,
  maxBodyBytes: true,
  onRequest: true,
};

const NAMES = [...Object.keys(OWN), ...Object.keys(TRAITS)];

/** Throws TypeError for an option that does not exist, which would do nothing, and for a limit that is no number. */
export function checkOptionNames(options: LocalHerokuOptions): void {
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`No option is named '${unknown}'. The options are: ${NAMES.join(', ')}`);
  const { maxBodyBytes = MAX_BODY_BYTES } = options;
  if (!(maxBodyBytes >= 0))
    throw new TypeError(`maxBodyBytes is a number of bytes, 0 or more, not ${maxBodyBytes}`);
}
