/**
 * Known remedies (heroku-api.md §1 and §4). Errors of Heroku's API are JSON, possibly truncated; any other body comes from the
 * network in front of it.
 */
const REMEDIES: readonly [situation: RegExp, remedy: string][] = [
  [/^400.*: stream_options/s, 'Set includeUsage to false.'],
  [/^400.*unrecognized request argument/s, 'Remove the field, or set allowIgnoredParams.'],
  [/^400.*expected \S*thinking/is, 'Send the reasoning parts back, or leave out extendedThinking.'],
  [/^400.*tool.?choice/is, "Set structuredOutputMode to 'prompt'."],
  [/^401/, 'Check apiKey or INFERENCE_KEY.'],
  [
    /^403 \w+ [^{["]/,
    'A firewall blocked the request text (file paths, HTML tags or SQL can cause this): rephrase or encode it.',
  ],
  [/^403/, 'Use a key and a model of the same attachment.'],
  [
    /^(408|503) plain/,
    'Calls without streaming time out after 30 seconds: set generateByStreaming.',
  ],
  [/^422.*image/is, 'Send the image as bytes instead of a URL.'],
];

/**
 * The first remedy that fits a situation: the status, whether a `stream` or a `plain` answer was asked for, and the body
 * that came, as in `403 plain {"message":"No access"}`.
 */
export function toRemedy(situation: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(situation))?.[1];
}
