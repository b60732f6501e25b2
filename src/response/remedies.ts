type Remedy = {
  statusCodes: readonly number[];
  /** What the server's words must hold, if anything. */
  says?: RegExp;
  text: string;
  /** Applies only to answers that were not asked for as a stream. */
  plainOnly?: true;
};

/** Known ways out (heroku-api.md §1 and §4). The first that fits is added to the server's words. */
const REMEDIES: readonly Remedy[] = [
  {
    statusCodes: [400],
    says: /unrecognized request argument supplied: stream_options/,
    text: 'Leave the setting includeUsage at false.',
  },
  {
    statusCodes: [400],
    says: /unrecognized request argument supplied/,
    text: 'Remove that field, or set providerOptions.heroku.allowIgnoredParams to true.',
  },
  {
    statusCodes: [400],
    says: /expected `?(redacted_)?thinking/i,
    text: 'Keep the reasoning parts of the assistant message in the prompt, or set providerOptions.heroku.extendedThinking.enabled to false.',
  },
  {
    statusCodes: [400],
    says: /tool.?choice/i,
    text: "If the call asks for JSON output, providerOptions.heroku.structuredOutputMode 'prompt' does without a forced tool choice.",
  },
  {
    statusCodes: [401],
    text: 'Check the key: `heroku config:get INFERENCE_KEY -a <app>` shows it.',
  },
  {
    statusCodes: [403],
    text: 'A key may serve one model only: key and model must come from the same attachment (NAME_KEY and NAME_MODEL_ID), see the setting attachment.',
  },
  {
    statusCodes: [408, 503],
    plainOnly: true,
    text: 'Heroku ends plain calls after about 30 seconds: the setting generateByStreaming lets long generations survive.',
  },
  {
    statusCodes: [422],
    says: /image/i,
    text: 'Heroku fetches image URLs itself: one it cannot reach is to be sent as bytes.',
  },
];

const FIREWALL =
  'Heroku\'s content firewall refuses requests whose text looks like an attack, such as paths with "..", script tags, SQL, or template and code fragments: change or encode that text.';

export function toRemedy(
  message: string,
  statusCode: number | undefined,
  { isStream }: { isStream: boolean },
  isProse: boolean,
): string | undefined {
  if (statusCode === undefined) return undefined;
  // Errors of the API are JSON: such a page comes from the network in front of it (heroku-api.md §4).
  if (statusCode === 403 && isProse) return FIREWALL;
  return REMEDIES.find(
    (remedy) =>
      remedy.statusCodes.includes(statusCode) &&
      (remedy.says?.test(message) ?? true) &&
      !(remedy.plainOnly && isStream),
  )?.text;
}
