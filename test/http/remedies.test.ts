import { describe, expect, test } from 'vitest';
import { toRemedy } from '../../src/http/remedies';

/** What a 400 says when history lacks its thinking (heroku-api.md §1.6). */
const THINKING =
  'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`.';

type Case = [status: number, words: string, remedy: string | undefined];

const ALWAYS: Case[] = [
  [400, 'unrecognized request argument supplied: stream_options', 'includeUsage'],
  [400, 'unrecognized request argument supplied: seed', 'allowIgnoredParams'],
  [400, 'unrecognized request argument supplied: tool_choice', 'allowIgnoredParams'],
  [400, THINKING, 'extendedThinking'],
  [400, 'Thinking may not be enabled when tool_choice forces tool use.', "'prompt'"],
  [400, 'This model does not support the toolChoice field.', "'prompt'"],
  [400, 'messages[0]: content is required', undefined],
  [401, 'Invalid API key provided', 'INFERENCE_KEY'],
  [403, 'You do not have access to that model', 'same attachment'],
  [404, 'Not Found', undefined],
  [422, 'failed to fetch image; check the url provided is valid', 'as bytes'],
  [422, 'unprocessable', undefined],
  [429, 'rate Limit: maximum tokens per minute reached. Quota: 800000', undefined],
  [500, 'Failed to execute chat', undefined],
  [200, 'Thinking may not be enabled when tool_choice forces tool use.', undefined],
];

describe.each([
  [
    'a plain call',
    'plain',
    [
      [408, 'Request Timeout', 'generateByStreaming'],
      [503, 'Service Unavailable', 'generateByStreaming'],
    ],
  ],
  [
    'a stream',
    'stream',
    [
      [408, 'Request Timeout', undefined],
      [503, 'Service Unavailable', undefined],
    ],
  ],
] satisfies [string, string, Case[]][])('%s', (_what, asked, cases) => {
  test.each([...ALWAYS, ...cases])('%s: %s', (status, words, remedy) => {
    const said = toRemedy(`${status} ${asked} ${JSON.stringify({ message: words })}`);
    if (remedy === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(remedy);
  });
});

test('a 403 in plain words or HTML is the firewall, not the key', () => {
  const said = toRemedy('403 plain Request blocked.');
  expect(said).toContain('firewall');
  expect(said).not.toContain('attachment');
});

test('plain words with another status are not', () => {
  expect(toRemedy('502 plain Bad Gateway')).toBeUndefined();
});
