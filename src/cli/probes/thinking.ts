import { toObject } from '../../json/values';
import type { Exchange } from '../exchange';
import { ASK_WEATHER, calledTools, show, user, WEATHER, weatherHistory } from './parts';
import {
  type Ask,
  confirmed,
  type Finding,
  holds,
  isRefused,
  isTaken,
  need,
  onAnswer,
  type Probe,
  refuted,
  unclear,
} from './probe';

const BUDGET = 1024;
const MOST = 1200;

const THINKING = {
  max_tokens: MOST,
  extended_thinking: { enabled: true, budget_tokens: BUDGET, include_reasoning: true },
};

/** Anthropic's documented test string, which makes a model answer with redacted thinking. */
const REDACT =
  'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB';

const think = ({ chat, models }: Ask, fields: object = {}): Promise<Exchange> =>
  chat({ ...THINKING, ...fields }, need(models.thinking, 'Claude that takes extended_thinking'));

/** Where the answer's reasoning is: the members that carry it, of a message or of all deltas. */
function reasoningOf({ message, chunks }: Exchange): { shapes: string[]; objects: object[] } {
  const carriers = [message, ...chunks.map((chunk) => chunk.choices?.[0]?.delta)].filter(Boolean);
  const values = carriers.flatMap((carrier) =>
    ['reasoning', 'reasoning_content', 'reasoning_details', 'thinking']
      .filter((name) => carrier[name])
      .map((name) => ({ name, value: carrier[name] })),
  );
  const shapes = values.map(({ name, value }) =>
    toObject(value) ? `${name}: { ${Object.keys(value).join(', ')} }` : `${name}: ${typeof value}`,
  );
  return {
    shapes: [...new Set(shapes)],
    objects: values.map(({ value }) => toObject(value)).filter((value) => value !== undefined),
  };
}

const showShapes = (shapes: string[]) => shapes.join('; ') || 'no reasoning';

function hasShape(exchange: Exchange): Finding {
  return onAnswer(exchange, () => {
    const { shapes, objects } = reasoningOf(exchange);
    if (shapes.length === 0) return unclear('no reasoning');
    return holds(
      objects.some((object) => 'thinking' in object),
      showShapes(shapes),
    );
  });
}

function hasSignature(exchange: Exchange): Finding {
  return onAnswer(exchange, () => {
    const { shapes, objects } = reasoningOf(exchange);
    if (shapes.length === 0) return unclear('no reasoning');
    return holds(
      objects.some((object) => 'signature' in object),
      showShapes(shapes),
    );
  });
}

const OPEN_FAMILIES = ['gpt-oss', 'kimi', 'qwen', 'deepseek', 'glm', 'minimax'];

export const THOUGHTS: Probe[] = [
  {
    id: 'reasoning-shape',
    statement: 'Reasoning of a whole answer is `message.reasoning.thinking`.',
    source: 'heroku-api.md §2',
    calls: 1,
    tokens: MOST,
    run: async (ask) => hasShape(await think(ask)),
  },
  {
    id: 'reasoning-signature',
    statement: 'Reasoning of a whole answer has a `signature`.',
    source: 'heroku-api.md §10.2',
    calls: 1,
    tokens: MOST,
    run: async (ask) => hasSignature(await think(ask)),
  },
  {
    id: 'reasoning-shape-stream',
    statement: 'Reasoning of a stream comes in pieces, as `delta.reasoning.thinking`.',
    source: 'heroku-api.md §3',
    calls: 1,
    tokens: MOST,
    run: async (ask) => hasShape(await think(ask, { stream: true })),
  },
  {
    id: 'reasoning-signature-stream',
    statement: 'Reasoning of a stream has a `signature`.',
    source: 'heroku-api.md §10.2',
    calls: 1,
    tokens: MOST,
    run: async (ask) => hasSignature(await think(ask, { stream: true })),
  },
  {
    id: 'reasoning-replay',
    statement: 'Signed reasoning is taken back as `reasoning: { thinking, signature }`.',
    source: 'heroku-api.md §1.6',
    calls: 2,
    tokens: 2 * MOST,
    run: async (ask) => {
      const first = await think(ask, { messages: ASK_WEATHER, tools: [WEATHER] });
      if (!first.ok) return unclear(first.summary);
      const reasoning = toObject(first.message?.reasoning);
      if (!reasoning?.signature) return unclear('the first answer has no signed reasoning');
      if (calledTools(first).length === 0) return unclear('the first answer calls no tool');
      const results = first.message.tool_calls.map((call: { id: string }) => ({
        role: 'tool',
        tool_call_id: call.id,
        content: 'Sunny.',
      }));
      const said = { ...first.message, content: first.message.content || ' ' };
      const { role, content, tool_calls } = said;
      const messages = [...ASK_WEATHER, { role, content, reasoning, tool_calls }, ...results];
      return isTaken(
        await think(ask, { messages, tools: [WEATHER] }),
        /reasoning|thinking|signature/i,
      );
    },
  },
  {
    id: 'reasoning-replay-needed',
    statement: 'While thinking, a tool loop is refused if its reasoning is not sent back.',
    source: 'heroku-api.md §1.6',
    calls: 1,
    tokens: MOST,
    run: async (ask) =>
      isRefused(
        await think(ask, { messages: weatherHistory(), tools: [WEATHER] }),
        /reasoning|thinking/i,
      ),
  },
  {
    id: 'reasoning-unsigned',
    statement: 'Reasoning with a signature that Heroku has not given out is refused.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: MOST,
    run: async (ask) =>
      isRefused(
        await think(ask, {
          messages: weatherHistory({ reasoning: { thinking: 'A thought.', signature: 'c2ln' } }),
          tools: [WEATHER],
        }),
        /reasoning|thinking|signature/i,
      ),
  },
  {
    id: 'redacted-thinking',
    statement: 'Redacted thinking comes as `message.reasoning.redacted_thinking`.',
    source: 'heroku-api.md §10.2',
    calls: 1,
    tokens: MOST,
    run: async (ask) =>
      onAnswer(await think(ask, { messages: [user(REDACT)] }), ({ message }) => {
        const reasoning = toObject(message?.reasoning);
        if (reasoning && 'redacted_thinking' in reasoning) return confirmed(showKeys(message));
        // A model that does not know the string thinks as ever.
        if (reasoning?.thinking) return unclear(showKeys(message));
        return refuted(showKeys(message));
      }),
  },
  {
    id: 'thinking-budget-minimum',
    statement: 'A budget below 1,024 tokens is refused.',
    source: 'heroku-api.md §1.6',
    calls: 1,
    tokens: MOST,
    run: async (ask) => {
      const extended_thinking = { ...THINKING.extended_thinking, budget_tokens: 1000 };
      return isRefused(await think(ask, { extended_thinking }), /budget|1024|thinking/i);
    },
  },
  {
    id: 'thinking-budget-below-max',
    statement: 'A budget of `max_tokens` or more is refused.',
    source: 'heroku-api.md §1.6',
    calls: 1,
    tokens: BUDGET,
    run: async (ask) => isRefused(await think(ask, { max_tokens: BUDGET }), /budget|max_tokens/i),
  },
  {
    id: 'thinking-temperature',
    statement: 'While thinking, a `temperature` other than 1 is refused.',
    source: 'heroku-api.md §1.6',
    calls: 1,
    tokens: MOST,
    run: async (ask) => isRefused(await think(ask, { temperature: 0.5 }), /temperature/i),
  },
  {
    id: 'thinking-forced-tool',
    statement: 'While thinking, a forced tool choice is refused.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: MOST,
    run: async (ask) =>
      isRefused(
        await think(ask, { messages: ASK_WEATHER, tools: [WEATHER], tool_choice: 'required' }),
        /tool_?choice|thinking/i,
      ),
  },
  ...OPEN_FAMILIES.map(
    (family): Probe => ({
      id: `reasoning-${family}`,
      statement: `Answers of ${family} show no reasoning: no field for it, and no tags in the text.`,
      source: 'heroku-api.md §10.3',
      calls: 1,
      tokens: 200,
      run: async ({ chat, models }) => {
        const model = need(models.ofFamily(family), `model of the family ${family}`);
        return onAnswer(await chat({ max_tokens: 200 }, model), (exchange) => {
          const { shapes } = reasoningOf(exchange);
          const text = String(exchange.message?.content ?? '');
          const tag = /<\/?(think|thinking|reasoning|thought)>|◁think▷|<\|channel\|>/.exec(
            text,
          )?.[0];
          const seen = [...shapes, ...(tag ? [`${tag} in the text`] : [])];
          return holds(seen.length === 0, `${model}: ${seen.join('; ') || 'none'}`);
        });
      },
    }),
  ),
];

const showKeys = (message: unknown) => show(Object.keys(toObject(message)?.reasoning ?? {}));
