import { describe, expect, test } from 'vitest';
import { isFailure, loadAgentFixtures } from '../support/fixtures';
import { readAll, scriptedFetch } from '../support/scripted-model';
import { asVersion, comparableVersion } from '../support/versions';
import { versionsOf } from '../support/versions-of';
import { agentWith } from './agent-with';

const cases = versionsOf(loadAgentFixtures()).map(({ fixture, version }) => ({
  ...fixture,
  version,
}));

const toPlain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe.each(cases)('$name, $version', ({ modelId, version, options, body, sse, ...expected }) => {
  const bytes = sse ?? new Uint8Array();
  const as = <T extends object>(value: T) => toPlain(asVersion(version, 'heroku', value));

  test.each([bytes.length, 11, 1])('its parts, in pieces of %i bytes', async (length) => {
    const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, nth) =>
      bytes.subarray(nth * length, (nth + 1) * length),
    );
    const { fetch, requests } = scriptedFetch(pieces);
    const { stream } = await agentWith(fetch, { modelId, version }).doStream(options);
    const parts = (await readAll(stream)).map(comparableVersion);
    expect(toPlain(parts)).toEqual(isFailure(expected.parts) ? [] : expected.parts.map(as));
    expect(requests).toMatchObject([{ url: 'http://heroku.test/v1/agents/heroku', body }]);
    expect(requests[0]?.body).toEqual(body);
  });

  test('its result', async () => {
    const { fetch } = scriptedFetch([bytes]);
    const { request, response, warnings, ...result } = await agentWith(fetch, {
      modelId,
      version,
    }).doGenerate(options);
    const { headers, ...metadata } = response ?? {};
    expect(toPlain({ ...comparableVersion(result), response: metadata })).toEqual(
      as(expected.result),
    );
    expect(request?.body).toEqual(body);
    expect(warnings).toEqual([]);
  });
});
