import type { Exchange } from '../exchange';
import type { Redactor } from './redactor';
import type { Evidence } from './run-probes';

/** Files by their path within the folder of the transcripts. */
export type Files = Record<string, string>;

/** Other headers may tell who asked. */
const HEADERS = /^(content-type|retry-after|x-ratelimit-[\w-]+|deprecation|sunset)$/;

/**
 * Each exchange as a fixture (fixtures/README.md), in a folder `<fact>-<number>`. What the provider is to make of it,
 * `parts.json` and `result.json`, is for whoever takes it up.
 */
export function toTranscripts(
  evidence: readonly Evidence[],
  origin: string,
  redact: Redactor,
): Files {
  const files: Files = {};
  for (const { fact, exchanges } of evidence) {
    for (const [index, exchange] of exchanges.entries()) {
      if (exchange.status === 0) continue;
      const folder = `${fact.id}-${index + 1}`;
      const source = `${fact.statement}\n\nVerdict: ${fact.verdict}. Seen: ${fact.seen}\n\nSource: ${origin}\n`;
      for (const [name, text] of Object.entries({ 'source.md': source, ...toFiles(exchange) })) {
        files[`${folder}/${name}`] = redact(text);
      }
    }
  }
  return files;
}

function toFiles({ method, path, body, status, headers, text, json, events }: Exchange): Files {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => HEADERS.test(name)));
  const model = (body as { model?: string } | undefined)?.model;
  const answer =
    json !== undefined ? 'response.json' : events.length > 0 ? 'stream.sse' : 'response.html';
  return {
    'request.json': toJson({ modelId: model, method, path, body }),
    'http.json': toJson({ status, headers: kept }),
    [answer]: text,
  };
}

const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
