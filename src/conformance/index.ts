export { chatDialects } from './chat-wire/chat-dialects';
export { type ChatWireOptions, createChatWire, toChatWire } from './chat-wire/create-chat-wire';
export { type ChatReaderOptions, createChatReader } from './chat-wire/read-chat-request';
export { judge } from './judge';
export { type ProblemsOptions, problemsOf } from './problems-of';
export { toReport } from './report';
export { RULES, type Rule } from './rules';
export type {
  Dialect,
  Finding,
  JSONObject,
  JSONValue,
  JudgeOptions,
  LanguageModel,
  Level,
  ModelOptions,
  NamedTool,
  ReadRequest,
  ReadToolResult,
  Said,
  SaidCall,
  SaidJson,
  SaidReasoning,
  SaidText,
  Script,
  ScriptCut,
  ScriptError,
  ScriptFinish,
  ScriptSilence,
  ScriptUsage,
  StreamPart,
  StreamResult,
  Subject,
  Supports,
  ToWire,
  WireRequest,
} from './types';
