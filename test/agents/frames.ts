/** A whole message, as the agents endpoint streams it (heroku-api.md §5). */
export const completion = (message: object, finish = 'stop', more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'claude-4-5-sonnet',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
  usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  ...more,
});

export const call = (id: string | undefined, name: string, input = '{}') => ({
  ...(id && { id }),
  type: 'function',
  function: { name, arguments: input },
});

/** A message with calls. */
export const calling = (content: string, ...calls: object[]) =>
  completion({ content, tool_calls: calls }, 'tool_calls');

/** The result of a call. */
export const result = (id: string | undefined, name: string | undefined, content: unknown) => ({
  id: 'chatcmpl-1',
  object: 'tool.completion',
  created: 1700000001,
  choices: [
    {
      index: 0,
      message: { role: 'tool', content, ...(id && { tool_call_id: id }), ...(name && { name }) },
      finish_reason: '',
    },
  ],
  usage: {},
});
