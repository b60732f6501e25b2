import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ModelProfile } from '../../../models/model-profile';
import type { WireTool, WireToolChoice } from '../../wire/request';
import type { Subject } from '../subject';
import { toNamedChoice } from './wire-tool';

/** Whether the caller demands a call of one of the tools. */
export function requiresTool({ tools = [], toolChoice }: LanguageModelV2CallOptions): boolean {
  return toolChoice?.type === 'required' && tools.some(({ type }) => type === 'function');
}

/**
 * The JSON tool is forced by name, or by `required` where a model obeys only that, when no other may be called. Beside the
 * caller's tools `required` lets the model call those first. A tool that the caller names stays named.
 */
export function toToolChoice(
  { call: { toolChoice: choice }, model, names, warnings }: Subject,
  { offered, jsonTool }: { offered: WireTool[]; jsonTool: WireTool | undefined },
): WireToolChoice {
  if (jsonTool && offered.length === 0) {
    return model.jsonToolChoice === 'named' ? toNamedChoice(jsonTool.function) : 'required';
  }
  if (jsonTool && choice?.type === 'none') return toNamedChoice(jsonTool.function);
  if (choice?.type === 'tool') {
    const name = names.toWire(choice.toolName);
    if (offered.some((tool) => tool.function.name === name)) return toNamedChoice({ name });
    warnings.setting(
      'toolChoice',
      `toolChoice "${choice.toolName}" is not sent: the request has no such tool.`,
    );
  } else if (choice && choice.type !== 'auto') {
    return choice.type;
  }
  return jsonTool ? 'required' : 'auto';
}

/** Whether a call may be forced in this request. */
export function takesForcedTools(
  { forcedTools }: Pick<ModelProfile, 'forcedTools'>,
  { thinking }: { thinking: boolean },
): boolean {
  return forcedTools === true || (forcedTools === 'without-thinking' && !thinking);
}
