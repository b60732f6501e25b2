import type { JSONObject } from '@ai-sdk/provider';
import type { WireMessage } from '../chat/wire/request';

/** The body of `POST /v1/agents/heroku` (heroku-api.md §5), as far as this provider writes it. */
export type AgentRequestBody = {
  model: string;
  messages: WireMessage[];
  tools?: WireAgentTool[];
  max_tokens_per_inference_request?: number;
  stop?: string[];
  temperature?: number;
  top_p?: number;
};

export type WireAgentTool = {
  type: 'heroku_tool' | 'mcp';
  /** `namespace/tool` for an MCP tool, or the tool's short name. */
  name: string;
  description?: string;
  runtime_params?: JSONObject;
};
