export function manyTools(count) {
  return Array.from({ length: count }, (_, index) => ({
    type: 'function',
    name: `tool_${index}`,
    description: `Tool number ${index}`,
    inputSchema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { query: { type: 'string' }, limit: { type: 'number' } },
      required: ['query'],
    },
  }));
}
