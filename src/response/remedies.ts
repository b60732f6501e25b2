/**
 * Known ways out (heroku-api.md §1 and §4), by what went wrong. Where plain text comes, and not the JSON of Heroku's API,
 * the network in front of it has answered (§4).
 */
const REMEDIES: readonly [situation: RegExp, remedy: string][] = [
  [/^400.*: stream_options/s, 'Leave the setting includeUsage at false.'],
  [
    /^400.*unrecognized request argument/s,
    'Remove it, or set providerOptions.heroku.allowIgnoredParams.',
  ],
  [
    /^400.*expected \S*thinking/is,
    "Keep the assistant's reasoning parts in the prompt, or switch extendedThinking off.",
  ],
  [
    /^400.*tool.?choice/is,
    "For JSON output, structuredOutputMode 'prompt' does without a forced tool choice.",
  ],
  [/^401/, 'Check the key: `heroku config:get INFERENCE_KEY -a <app>`.'],
  [
    /^403 \w+ text/,
    'Heroku\'s content firewall refuses what looks like an attack (".." paths, script tags, SQL, code): change or encode it.',
  ],
  [/^403/, 'Key and model must come from the same attachment (NAME_KEY and NAME_MODEL_ID).'],
  [
    /^(408|503) plain/,
    'Heroku ends plain calls after about 30 seconds: see the setting generateByStreaming.',
  ],
  [/^422.*image/is, 'Send images that Heroku cannot fetch as bytes.'],
];

/**
 * The first remedy that fits the situation, which is told as `<status> <asked> <came>: <words>`: a `stream` or a `plain`
 * answer was asked for, `JSON` or `text` came, and the server's words. As in `403 plain JSON: No access`.
 */
export function toRemedy(situation: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(situation))?.[1];
}
