/** Response bodies in Heroku's framing: named events, no space after the colon, finish reason and usage in frames of their own. */
const encoder = new TextEncoder();

const META = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1700000000,
  model: 'claude-4-5-sonnet',
};

export function frame(data) {
  return `event:message\ndata:${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

function delta(delta, finish_reason = null) {
  return frame({ ...META, choices: [{ index: 0, delta, finish_reason }] });
}

const END = `${frame({ ...META, choices: [], usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 } })}event:done\ndata:[DONE]\n\n`;

/** @param textAt the text of each delta. */
export function textStream(count, textAt = () => 'Hello, ') {
  const frames = [delta({ role: 'assistant', content: '' })];
  for (let i = 0; i < count; i++) frames.push(delta({ content: textAt(i) }));
  frames.push(delta({}, 'stop'), END);
  return encoder.encode(frames.join(''));
}

/** A text stream whose frames differ in more than their text. @param toFields what else is in each. */
export function unlikeStream(count, toFields = toCreated) {
  const frames = [delta({ role: 'assistant', content: '' })];
  for (let i = 0; i < count; i++) {
    const choices = [{ index: 0, delta: { content: 'Hello, ' }, finish_reason: null }];
    frames.push(frame({ ...META, choices, ...toFields(i) }));
  }
  frames.push(delta({}, 'stop'), END);
  return encoder.encode(frames.join(''));
}

/** Of each frame another time. */
export function toCreated(at) {
  return { created: META.created + at };
}

/** Padding that hides the length of the text, as OpenAI and Bedrock send it. */
export function toPadding(at) {
  return { obfuscation: 'abcdefghijklmnopqrstuvwxyz'.slice((at * 7) % 20) };
}

/** `spelling` puts one reasoning delta into the words of the server. */
export function reasoningStream(count, spelling) {
  const frames = [delta({ role: 'assistant', content: '' })];
  for (let i = 0; i < count; i++) frames.push(delta(spelling('Let me think. ')));
  frames.push(delta({ content: 'Done.' }), delta({}, 'stop'), END);
  return encoder.encode(frames.join(''));
}

/** Calls whose arguments come in deltas of eight characters, in turns where there are several. */
export function toolStream(size, calls = 1) {
  const json = JSON.stringify({ text: 'abcdefg '.repeat(Math.ceil(size / 8)) });
  const frames = [];
  for (let index = 0; index < calls; index++) {
    frames.push(
      delta({
        tool_calls: [
          {
            index,
            id: `tooluse_${index}`,
            type: 'function',
            function: { name: 'write', arguments: '' },
          },
        ],
      }),
    );
  }
  for (let at = 0; at < json.length; at += 8) {
    for (let index = 0; index < calls; index++) {
      frames.push(
        delta({ tool_calls: [{ index, function: { arguments: json.slice(at, at + 8) } }] }),
      );
    }
  }
  frames.push(delta({}, 'tool_calls'), END);
  return encoder.encode(frames.join(''));
}

/** A plain response with a text of `size` characters. */
export function plainResponse(size) {
  return encoder.encode(
    JSON.stringify({
      ...META,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello "you"\n'.repeat(size / 12) },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
    }),
  );
}

/** The bytes as a response body that arrives in reads of the given size. */
export function bodyOf(bytes, readSize) {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, at + readSize));
        at += readSize;
      },
    },
    { highWaterMark: 0 },
  );
}

/** A `fetch` that answers with the bytes. */
export function fetchOf(bytes, readSize = 16_384, contentType = 'text/event-stream') {
  return async () =>
    new Response(bodyOf(bytes, readSize), { headers: { 'content-type': contentType } });
}

/** A `fetch` that encodes the request, as a real one must, and answers with a plain response. */
export function fetchPlain(size = 12) {
  const bytes = plainResponse(size);
  return async (_url, { body }) => {
    encoder.encode(body);
    return new Response(bodyOf(bytes, 65_536), {
      headers: { 'content-type': 'application/json' },
    });
  };
}

/** One call whose arguments come in one delta. */
export function toolCallStream(json) {
  const call = {
    index: 0,
    id: 'tooluse_0',
    type: 'function',
    function: { name: 'write', arguments: json },
  };
  return encoder.encode([delta({ tool_calls: [call] }), delta({}, 'tool_calls'), END].join(''));
}
