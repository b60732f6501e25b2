/**
 * Known ways out (heroku-api.md §1 and §4). Errors of Heroku's API are JSON, though it may be cut short: a body that begins
 * otherwise comes from the network in front of it.
 */
const REMEDIES: readonly [situation: RegExp, remedy: string][] = [
  [/^400.*: stream_options/s, 'Leave the setting includeUsage at false.'],
  [
    /^400.*unrecognized request argument/s,
    'Remove it, or set providerOptions.heroku.allowIgnoredParams.',
  ],
  [
    /^400.*expected \S*thinking/is,
    "Send the assistant's reasoning parts back, or switch extendedThinking off.",
  ],
  [/^400.*tool.?choice/is, "structuredOutputMode 'prompt' needs no forced tool choice."],
  [/^401/, 'Check the key: `heroku config:get INFERENCE_KEY -a <app>`.'],
  [
    /^403 \w+ [^{["]/,
    'The firewall takes the text for an attack (".." paths, script tags, SQL, code): change or encode it.',
  ],
  [/^403/, 'Take key and model from the same attachment: NAME_KEY and NAME_MODEL_ID.'],
  [/^(408|503) plain/, 'Heroku ends plain calls after about 30 seconds: set generateByStreaming.'],
  [/^422.*image/is, 'Send images that Heroku cannot fetch as bytes.'],
];

/**
 * The first remedy that fits a situation: the status, whether a `stream` or a `plain` answer was asked for, and the body
 * that came, as in `403 plain {"message":"No access"}`.
 */
export function toRemedy(situation: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(situation))?.[1];
}
