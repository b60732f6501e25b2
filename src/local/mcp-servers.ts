/** What `GET /v1/mcp/servers` lists when nobody says otherwise: the shapes are those of heroku-surface.md §5, the values made up. */
export const MCP_SERVERS: readonly Record<string, unknown>[] = [
  {
    id: '15ac9382-5804-49ac-bf94-8bab2f4b62ce',
    app_id: '434eb878-6bc1-4677-928d-80d27047ad5a',
    process_type: 'mcp',
    process_command: 'python -m src.stdio_server',
    created_at: '2025-05-07T16:44:34.259Z',
    updated_at: '2025-05-07T16:44:38.291Z',
    tools: [
      {
        name: 'code_exec_python',
        namespaced_name: 'mcp-python/code_exec_python',
        description: 'Runs Python code.',
        input_schema: { type: 'object', properties: { code: { type: 'string' } } },
        annotations: {},
      },
    ],
    server_status: 'registered',
    primitives_status: 'synced',
    namespace: 'mcp-python',
  },
  {
    id: 'f1a4c2d0-3b6e-4c1f-9f0e-5d8a7b6c5e4f',
    app_id: '434eb878-6bc1-4677-928d-80d27047ad5a',
    process_type: 'mcp-new',
    process_command: 'node server.js',
    created_at: '2025-05-07T16:50:00.000Z',
    updated_at: '2025-05-07T16:50:00.000Z',
    tools: [],
    server_status: 'registered',
    primitives_status: 'syncing',
    namespace: 'mcp-new',
  },
];
