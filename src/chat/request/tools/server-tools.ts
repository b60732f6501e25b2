import type {
  JSONObject,
  LanguageModelV2CallOptions,
  SharedV2ProviderOptions,
} from '@ai-sdk/provider';
import { toObject } from '../../../json/values';
import type { Warnings } from '../warnings';

/** What makes a tool one that Heroku runs, as `heroku.tools` writes it: `type`, `name` and so on. */
export function toServerTool(
  providerOptions: SharedV2ProviderOptions | undefined,
  name: string,
): JSONObject | undefined {
  // Tools of the default provider serve any other.
  return toObject(providerOptions?.[name]?.tool) ?? toObject(providerOptions?.heroku?.tool);
}

/** The call without tools that Heroku runs: chat completions would let the model call them, and nobody would run them. */
export function withoutServerTools(
  call: LanguageModelV2CallOptions,
  name: string,
  warnings: Warnings,
): LanguageModelV2CallOptions {
  const tools = call.tools?.filter((tool) => {
    if (tool.type !== 'function' || !toServerTool(tool.providerOptions, name)) return true;
    warnings.tool(tool, `${tool.name} is not sent: only heroku.agent() runs tools of Heroku.`);
    return false;
  });
  return tools?.length === call.tools?.length ? call : { ...call, tools };
}
