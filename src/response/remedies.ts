type Remedy = {
  statusCodes: readonly number[];
  /** What the server's words must hold, if anything. */
  says?: RegExp;
  /** Only for answers that were not asked for as a stream. */
  plainOnly?: true;
  text: string;
};

/** Known ways out (heroku-api.md §1 and §4). The first that fits is added to the server's words. */
const REMEDIES: readonly Remedy[] = [
  {
    statusCodes: [400],
    says: /: stream_options/,
    text: 'Leave the setting includeUsage at false.',
  },
  {
    statusCodes: [400],
    says: /unrecognized request argument/,
    text: 'Remove it, or set providerOptions.heroku.allowIgnoredParams.',
  },
  {
    statusCodes: [400],
    says: /expected `?(redacted_)?thinking/i,
    text: "Keep the assistant's reasoning parts in the prompt, or switch extendedThinking off.",
  },
  {
    statusCodes: [400],
    says: /tool.?choice/i,
    text: "For JSON output, structuredOutputMode 'prompt' does without a forced tool choice.",
  },
  { statusCodes: [401], text: 'Check the key: `heroku config:get INFERENCE_KEY -a <app>`.' },
  {
    statusCodes: [403],
    text: 'Key and model must come from the same attachment (NAME_KEY and NAME_MODEL_ID).',
  },
  {
    statusCodes: [408, 503],
    plainOnly: true,
    text: 'Heroku ends plain calls after about 30 seconds: see the setting generateByStreaming.',
  },
  {
    statusCodes: [422],
    says: /image/i,
    text: 'Send images that Heroku cannot fetch as bytes.',
  },
];

/** Errors of the API are JSON: such a page comes from the network in front of it (heroku-api.md §4). */
const FIREWALL =
  'Heroku\'s content firewall refuses texts that look like an attack (paths with "..", script tags, SQL, code): change or encode them.';

export function toRemedy(
  message: string,
  statusCode: number | undefined,
  { isStream }: { isStream: boolean },
  isProse: boolean,
): string | undefined {
  if (statusCode === 403 && isProse) return FIREWALL;
  return REMEDIES.find(
    ({ statusCodes, says, plainOnly }) =>
      statusCodes.some((code) => code === statusCode) &&
      (says?.test(message) ?? true) &&
      !(plainOnly && isStream),
  )?.text;
}
