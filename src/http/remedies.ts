/**
 * Known ways out (heroku-api.md §1 and §4). Errors of Heroku's API are JSON, though it may be cut short: a body that begins
 * otherwise comes from the network in front of it.
 */
const REMEDIES: readonly [situation: RegExp, remedy: string][] = [
  [/^400.*: stream_options/s, 'Leave includeUsage at false.'],
  [/^400.*unrecognized request argument/s, 'Remove it, or set allowIgnoredParams.'],
  [/^400.*expected \S*thinking/is, 'Send reasoning parts back, or leave out extendedThinking.'],
  [/^400.*tool.?choice/is, "Set structuredOutputMode to 'prompt'."],
  [/^401/, 'Check apiKey or INFERENCE_KEY.'],
  [/^403 \w+ [^{["]/, 'The firewall refuses the text (paths, tags, SQL): change or encode it.'],
  [/^403/, 'Take key and model from one attachment.'],
  [/^(408|503) plain/, 'Plain calls end after 30 s: set generateByStreaming.'],
  [/^422.*image/is, 'Send the image as bytes.'],
];

/**
 * The first remedy that fits a situation: the status, whether a `stream` or a `plain` answer was asked for, and the body
 * that came, as in `403 plain {"message":"No access"}`.
 */
export function toRemedy(situation: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(situation))?.[1];
}
