import type { JSONObject } from '@ai-sdk/provider';

/** The body of `POST /v1/chat/completions` (heroku-api.md §1.1), as far as this provider writes it. */
export type ChatRequestBody = {
  model: string;
  messages: WireMessage[];
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  stop?: string[];
  stream?: true;
  stream_options?: { include_usage: true };
  tools?: WireTool[];
  tool_choice?: WireToolChoice;
  parallel_tool_calls?: boolean;
  reasoning_effort?: 'low' | 'medium' | 'high';
  extended_thinking?: { enabled: true; budget_tokens?: number; include_reasoning: boolean };
  response_format?: WireResponseFormat;
  allow_ignored_params?: true;
};

export type WireMessage =
  | { role: 'system'; content: string }
  | WireUserMessage
  | WireAssistantMessage
  | WireToolMessage;

export type WireUserMessage = { role: 'user'; content: string | WireUserPart[] };

export type WireUserPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string } };

export type WireAssistantMessage = {
  role: 'assistant';
  content: string;
  reasoning?: JSONObject;
  tool_calls?: WireToolCall[];
};

export type WireToolMessage = { role: 'tool'; tool_call_id: string; content: string };

export type WireToolCall = {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
};

export type WireTool = {
  type: 'function';
  function: { name: string; description?: string; parameters: JSONObject };
};

export type WireToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { type: 'function'; function: { name: string } };

export type WireResponseFormat =
  | { type: 'json_object' }
  | {
      type: 'json_schema';
      json_schema: { name: string; description?: string; schema: JSONObject };
    };
