import { execFileSync } from 'node:child_process';
import { models, PROMPT } from './contestants.mjs';
import { measure, ratio } from './measure.mjs';
import { fetchPlain } from './streams.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const OURS = 'heroku';
const PEER = 'openai-compatible';
const CALLS = 100;
const fetch = fetchPlain();

export async function shortCalls() {
  const rows = [];
  for (const count of [0, 50]) {
    const tools = count === 0 ? undefined : toolsOf(count);
    const options = { prompt: PROMPT, tools, toolChoice: tools && { type: 'auto' } };
    const results = await measure(
      Object.fromEntries(
        [OURS, PEER].map((name) => {
          const model = models[name](fetch);
          const run = async () => {
            for (let call = 0; call < CALLS; call++) await model.doGenerate(options);
          };
          return [name, run];
        }),
      ),
      // Warm: what the first call costs is in (l).
      { rounds: 21, warmUp: 30 },
    );
    const value = ratio(results, OURS, PEER);
    rows.push([
      `${count} tools`,
      `${times(value)} ${verdict(value, 1.1)}`,
      spread(results[OURS]),
      spread(results[PEER]),
    ]);
  }
  printTable(`(k) ${CALLS} short doGenerate calls: ours / ...`, ['', PEER, OURS, PEER], rows);
}

export async function firstCall() {
  const waits = { [OURS]: [], [PEER]: [] };
  for (let round = 0; round < 11; round++) {
    for (const name of [OURS, PEER]) {
      const child = new URL('first-call-child.mjs', import.meta.url).pathname;
      const printed = execFileSync(process.execPath, [child, name], { encoding: 'utf8' });
      waits[name].push(Number(printed));
    }
  }
  const medianOf = (name) => waits[name].toSorted((a, b) => a - b)[5];
  const value = medianOf(OURS) / medianOf(PEER);
  printTable(
    '(l) the first call of a cold process, after the import: ours / ...',
    [PEER, OURS, PEER],
    [
      [
        `${times(value)} ${verdict(value, 1.2)}`,
        `${medianOf(OURS).toFixed(1)} ms`,
        `${medianOf(PEER).toFixed(1)} ms`,
      ],
    ],
  );
}

function toolsOf(count) {
  return Array.from({ length: count }, (_, index) => ({
    type: 'function',
    name: `tool_${index}`,
    description: `Tool number ${index}`,
    inputSchema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { query: { type: 'string' }, limit: { type: 'number' } },
      required: ['query'],
      additionalProperties: false,
    },
  }));
}
