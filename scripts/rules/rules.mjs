import { MESSAGE_RULES } from './message-rules.mjs';
import { OPTION_RULES } from './option-rules.mjs';
import { PART_RULES } from './part-rules.mjs';
import { REFUSAL_RULES } from './refusal-rules.mjs';
import { SCHEMA_RULES } from './schema-rules.mjs';
import { TOOL_RULES } from './tool-rules.mjs';

/**
 * Every rule of src/chat/request, of what refusals teach and of provider options: its name, the file that holds it (from
 * src/chat/request), and what stands there with the rule on (`from`) and with
 * the rule off (`to`).
 */
export const RULES = [
  ...MESSAGE_RULES,
  ...PART_RULES,
  ...TOOL_RULES,
  ...OPTION_RULES,
  ...SCHEMA_RULES,
  ...REFUSAL_RULES,
].map(([rule, file, from, to]) => ({ rule, file, from, to }));
