import type { HerokuRequest } from '../../../src/chat/request/to-request';
import type { WireMessage } from '../../../src/chat/wire/request';

/** What at least one case of the law must be: a law that is never tried proves nothing. */
const CHECKS: Record<string, (request: HerokuRequest) => boolean> = {
  'system messages': has('system', () => true),
  'images of the user': has('user', ({ content }) => hasImage(content)),
  'images of a tool': ({ body: { messages } }) =>
    messages.some(
      ({ role, content }, at) =>
        role === 'user' && hasImage(content) && messages[at - 1]?.role === 'tool',
    ),
  'results without a call': has('user', ({ content }) => includes(content, 'Result of tool call')),
  'calls without a result': has('tool', ({ content }) => content.includes('was not answered')),
  'wrapped results': has('tool', ({ content }) => content.startsWith('{"result":')),
  'wrapped arguments': has('assistant', ({ tool_calls = [] }) =>
    tool_calls.some((call) => call.function.arguments.startsWith('{"input":')),
  ),
  'parallel calls': has('assistant', ({ tool_calls = [] }) => tool_calls.length > 1),
  'replayed thinking': has('assistant', ({ reasoning }) => reasoning !== undefined),
  'open loops that think': ({ body: { messages, extended_thinking } }) =>
    messages.at(-1)?.role === 'tool' && extended_thinking !== undefined,
  'thinking switched off': warns('Thinking is off'),
  'renamed tools': ({ toolAliases }) => toolAliases.size > 0,
  'tools of the history': warns('declared again'),
  'tools that are not sent': ({ warnings }) =>
    warnings.some(
      (warning) => warning.type === 'unsupported' && typeof warning.feature === 'object',
    ),
  'a forced choice': ({ body }) => body.tool_choice === 'required',
  'a named choice': ({ body }) => typeof body.tool_choice === 'object',
  'JSON by a tool': ({ json }) => json?.toolName !== undefined,
  'JSON by an instruction': ({ json, body }) =>
    json !== undefined && json.toolName === undefined && body.response_format === undefined,
  'JSON by response_format': ({ body }) => body.response_format !== undefined,
  temperature: ({ body }) => body.temperature !== undefined,
  top_p: ({ body }) => body.top_p !== undefined,
  top_k: ({ body }) => body.top_k !== undefined,
};

const REFUSED = 'a part that cannot be sent';

export const FEATURES: readonly string[] = [...Object.keys(CHECKS), REFUSED];

export function featuresOf(request: HerokuRequest | undefined): string[] {
  if (request === undefined) return [REFUSED];
  return Object.keys(CHECKS).filter((feature) => CHECKS[feature]?.(request));
}

function has<Role extends WireMessage['role']>(
  role: Role,
  holds: (message: Extract<WireMessage, { role: Role }>) => boolean,
) {
  return ({ body }: HerokuRequest): boolean =>
    body.messages.some(
      (message) => message.role === role && holds(message as Extract<WireMessage, { role: Role }>),
    );
}

function warns(words: string) {
  return ({ warnings }: HerokuRequest): boolean =>
    warnings.some((warning) => 'message' in warning && warning.message.includes(words));
}

const hasImage = (content: WireMessage['content']): boolean =>
  typeof content !== 'string' && content.some(({ type }) => type === 'image_url');

const includes = (content: WireMessage['content'], words: string): boolean =>
  JSON.stringify(content).includes(words);
