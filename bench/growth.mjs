import { models, PROMPT } from './contestants.mjs';
import { measure } from './measure.mjs';
import { fetchOf, fetchPlain, frame, textStream } from './streams.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

/** At most this much longer for twice the input. */
const MOST = 2.3;

const encoder = new TextEncoder();
const { heroku } = models;
const answer = fetchPlain();

/** Input of a size -> what is timed. Sizes double. */
const CASES = {
  'steps of a loop, each with the call id functions.x:0': {
    sizes: [250, 500, 1000, 2000],
    prepare: (size) => generate(loopOf(size, () => 'functions.x:0')),
  },
  'steps of a loop, ids that need no alias': {
    sizes: [250, 500, 1000, 2000],
    prepare: (size) => generate(loopOf(size, (step) => `tooluse_${step}`)),
  },
  'text deltas that arrive in one read': {
    sizes: [10_000, 20_000, 40_000, 80_000],
    prepare: (size) => {
      const bytes = textStream(size);
      return drain(fetchOf(bytes, bytes.length));
    },
  },
  'reasoning frames with ever new keys': {
    sizes: [1000, 2000, 4000, 8000],
    prepare: (size) => drain(fetchOf(newKeysStream(size))),
  },
  'characters of a 200 that is no event stream, in lines': {
    sizes: [250_000, 500_000, 1_000_000, 2_000_000],
    prepare: (size) => drain(fetchOf(encoder.encode('not an event\n'.repeat(size / 13)))),
  },
  'characters of text with one lone surrogate': {
    sizes: [1_000_000, 2_000_000, 4_000_000],
    prepare: (size) => generate(userSays(`\ud800${'a'.repeat(size)}`)),
  },
  'lone surrogates': {
    sizes: [50_000, 100_000, 200_000, 400_000],
    prepare: (size) => generate(userSays('\ud800a'.repeat(size))),
  },
  'fragments behind the arguments of a call': {
    sizes: [25_000, 50_000, 100_000],
    prepare: (size) => drain(fetchOf(behindArguments(size))),
  },
  'blanks in a plain answer': {
    sizes: [250_000, 500_000, 1_000_000],
    prepare: (size) => drain(fetchOf(plainAnswer(`a${' '.repeat(size)}b`))),
  },
  'thoughts in one piece': {
    sizes: [25_000, 50_000, 100_000],
    prepare: (size) =>
      drain(fetchOf(plainAnswer('<think>a</think>'.repeat(size))), {
        providerOptions: { heroku: { thinkingTags: true } },
      }),
  },
  '{ in JSON output': json('{'),
  '< in JSON output': json('<'),
  'backticks in JSON output': json('`'),
};

export async function growth() {
  const rows = [];
  for (const [name, { sizes, prepare }] of Object.entries(CASES)) {
    const runs = sizes.map((size) => [size, prepare(size)]);
    const results = await measure(Object.fromEntries(runs), { rounds: 9, warmUp: 2 });
    let before;
    for (const size of sizes) {
      const result = results[size];
      const value = before === undefined ? Number.NaN : result.median / before;
      // Below a millisecond the growth is that of the clock.
      before = result.median > 1 ? result.median : undefined;
      const grown = Number.isNaN(value) ? '-' : `${times(value)} ${verdict(value, MOST)}`;
      rows.push([`${size} ${name}`, spread(result), grown]);
    }
  }
  printTable('(j) growth per doubling', ['input', 'time', 'growth'], rows);
}

function generate(prompt) {
  const model = heroku(answer);
  return () => model.doGenerate({ prompt });
}

function drain(fetch, options = {}) {
  return async () => {
    const { stream } = await heroku(fetch)
      .doStream({ prompt: PROMPT, ...options })
      .catch((error) => ({ stream: [error] }));
    for await (const _ of stream);
  };
}

function plainAnswer(content) {
  const choices = [{ message: { role: 'assistant', content }, finish_reason: 'stop' }];
  return encoder.encode(JSON.stringify({ choices }));
}

function json(character) {
  return {
    sizes: [12_500, 25_000, 50_000, 100_000],
    prepare: (size) =>
      drain(fetchOf(textStream(1, () => character.repeat(size))), {
        responseFormat: { type: 'json' },
      }),
  };
}

function userSays(text) {
  return [{ role: 'user', content: [{ type: 'text', text }] }];
}

function loopOf(steps, toId) {
  const prompt = [...PROMPT];
  for (let step = 0; step < steps; step++) {
    const call = { toolCallId: toId(step), toolName: 'x' };
    prompt.push(
      { role: 'assistant', content: [{ type: 'tool-call', ...call, input: { step } }] },
      {
        role: 'tool',
        content: [{ type: 'tool-result', ...call, output: { type: 'text', value: 'done' } }],
      },
    );
  }
  return prompt;
}

function behindArguments(count) {
  const delta = (call) => frame({ choices: [{ delta: { tool_calls: [{ index: 0, ...call }] } }] });
  const opening = delta({ id: 'a', function: { name: 'write', arguments: '{"a":1}' } });
  const behind = delta({ function: { arguments: '<x>' } });
  const end = frame({ choices: [{ delta: {}, finish_reason: 'tool_calls' }] });
  return encoder.encode(opening + behind.repeat(count) + end);
}

function newKeysStream(count) {
  const frames = [];
  for (let i = 0; i < count; i++) {
    frames.push(frame({ choices: [{ delta: { reasoning: { thinking: 'a', [`key${i}`]: i } } }] }));
  }
  frames.push(frame({ choices: [{ delta: { content: 'Done.' }, finish_reason: 'stop' }] }));
  return encoder.encode(frames.join(''));
}
