import {
  type ChatWireOptions,
  chatDialects,
  createChatReader,
  createChatWire,
  type JSONObject,
  type LanguageModel,
  type Subject,
  type Supports,
} from '../../src/conformance';

type Settings = { name: string; apiKey: string; baseURL: string; fetch: typeof fetch };
type Factory = (settings: Settings) => Record<string, (modelId: string) => LanguageModel>;

type Maker = {
  /** The factory that the package exports. */
  factory: string;
  /** The method of its provider that makes a chat model. */
  method: string;
  modelId: string;
  /** How its server says reasoning. Undefined: not at all. */
  reasoning?: ChatWireOptions['reasoning'];
  /** The text of the reasoning in an assistant message that is sent back. */
  thoughtOf?: (message: Record<string, unknown>) => unknown;
  /** Where its server puts the usage of a stream, if not in a frame of its own. */
  streamUsage?: ChatWireOptions['streamUsage'];
  supports?: Supports;
};

const contentOf = (reasoning: string) => (text: string) => (text ? { [reasoning]: text } : {});

const MAKERS: Record<string, Maker> = {
  'openai-compatible': {
    factory: 'createOpenAICompatible',
    method: 'chatModel',
    modelId: 'judged-model',
    reasoning: contentOf('reasoning_content'),
    thoughtOf: (message) => message.reasoning_content,
  },
  groq: {
    factory: 'createGroq',
    method: 'languageModel',
    modelId: 'qwen/qwen3-32b',
    reasoning: contentOf('reasoning'),
    thoughtOf: (message) => message.reasoning,
    streamUsage: (usage) => ({ x_groq: { usage } }),
  },
  mistral: {
    factory: 'createMistral',
    method: 'chat',
    modelId: 'magistral-medium-latest',
    reasoning: (text) =>
      text ? { content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] } : {},
    thoughtOf: ({ content }) => toThought(content),
    streamUsage: (usage) => ({ usage }),
    supports: { contentFilter: false },
  },
  deepseek: {
    factory: 'createDeepSeek',
    method: 'chat',
    modelId: 'deepseek-reasoner',
    reasoning: contentOf('reasoning_content'),
    thoughtOf: (message) => message.reasoning_content,
  },
  openai: { factory: 'createOpenAI', method: 'chat', modelId: 'gpt-4o' },
  openrouter: {
    factory: 'createOpenRouter',
    method: 'chat',
    modelId: 'anthropic/claude-sonnet-4.5',
    reasoning: (text, replay) => ({
      reasoning_details: [
        { type: 'reasoning.text', ...(text && { text }), ...replay, format: 'anthropic-claude-v1' },
      ],
    }),
    thoughtOf: ({ reasoning_details: details }) => toThought(details),
  },
};

/** A peer on the wire that its own server speaks. */
export function toSubject(name: string, module: Record<string, unknown>): Subject {
  const maker = MAKERS[name];
  if (maker === undefined) throw new Error(`Nothing is known of ${name}`);
  const { factory, method, modelId, reasoning, thoughtOf, streamUsage, supports } = maker;
  const options = { ...(reasoning && { reasoning }), ...(streamUsage && { streamUsage }) };
  return {
    model: ({ fetch }) => {
      const provider = (module[factory] as Factory)({
        name: 'judged',
        apiKey: 'sk-1234567890abcdef',
        baseURL: 'http://peer.test/v1',
        fetch,
      });
      const make = provider[method];
      if (make === undefined) throw new Error(`${name} has no ${method}`);
      return make.call(provider, modelId);
    },
    toWire: createChatWire(options),
    dialects: chatDialects(options),
    heartbeat: ': keep-alive\n\n',
    readRequest: createChatReader({ replayOf: (message) => toReplay(thoughtOf?.(message)) }),
    supports: { reasoning: reasoning !== undefined, ...supports },
  };
}

/** Where the wire has no signature, reasoning that comes back is all that its server needs. */
function toReplay(thought: unknown): JSONObject | undefined {
  if (typeof thought !== 'string' || thought === '') return undefined;
  return { signature: 'sig-4711' };
}

function toThought(parts: unknown): string | undefined {
  if (!Array.isArray(parts)) return undefined;
  return parts.some((part) => JSON.stringify(part).includes('Let me')) ? 'Let me' : undefined;
}
