import { parseJson } from '../../json/parse-json';
import type { Exchange } from '../exchange';
import { toFixtureCall } from './fixture-call';
import { toFixtureOutcome } from './fixture-outcome';
import type { Redactor } from './redactor';
import type { Evidence } from './run-probes';

/** Files by their path within the folder of the transcripts. */
export type Files = Record<string, string>;

/** The headers that are kept; others may tell who asked. */
const HEADERS = /^(content-type|retry-after|x-ratelimit-[\w-]+|deprecation|sunset)$/;

/**
 * Each exchange as a fixture (fixtures/README.md), in a folder `<fact>-<number>`. What is expected in it is what this version
 * of the package makes of the answer. Exchanges that no call of the package makes have no expectation.
 */
export async function toTranscripts(
  evidence: readonly Evidence[],
  origin: string,
  redact: Redactor,
): Promise<Files> {
  const files: Files = {};
  for (const { fact, exchanges } of evidence) {
    for (const [index, exchange] of exchanges.entries()) {
      if (exchange.status === 0) continue;
      const folder = `${fact.id}-${index + 1}`;
      const source = `${fact.statement}\n\nVerdict: ${fact.verdict}. Seen: ${fact.seen}\n\nWhat is expected is what the package made of it, looked over by nobody.\n\nSource: ${origin}\n`;
      files[`${folder}/source.md`] = redact(source);
      for (const [name, text] of Object.entries(await toFiles(redacted(exchange, redact)))) {
        // Redacts again: a secret that came in pieces is whole in the outcome.
        files[`${folder}/${name}`] = redact(text);
      }
    }
  }
  return files;
}

/** The exchange with all texts redacted, so that the outcome is made of what the fixture has. */
function redacted(exchange: Exchange, redact: Redactor): Exchange {
  const { body, headers, text } = exchange;
  const kept = Object.entries(headers).filter(([name]) => HEADERS.test(name));
  return {
    ...exchange,
    body: body && (parseJson(redact(JSON.stringify(body))) as object),
    headers: Object.fromEntries(kept.map(([name, value]) => [name, redact(value)])),
    text: redact(text),
  };
}

async function toFiles(exchange: Exchange): Promise<Files> {
  const { method, path, body, status, headers, text, json, events } = exchange;
  const call = toFixtureCall(exchange);
  const outcome = call && (await toFixtureOutcome(call, { status, headers, text }));
  const answer =
    json !== undefined ? 'response.json' : events.length > 0 ? 'stream.sse' : 'response.html';
  return {
    'request.json': toJson(call ?? { method, path, body }),
    'http.json': toJson({ status, headers }),
    [answer]: text,
    ...Object.fromEntries(
      Object.entries(outcome ?? {}).map(([name, value]) => [`${name}.json`, toJson(value)]),
    ),
  };
}

const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
