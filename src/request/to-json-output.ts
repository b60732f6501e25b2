import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { WireResponseFormat, WireTool } from '../wire/request';
import { isObjectRoot, toWireTool, warnAboutRoot } from './to-tools';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

/** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
export type ExpectedJson = { toolName?: string; objectOnly: boolean };

/** How this request asks for JSON, if at all, by one of three ways: Heroku ignores `response_format` (heroku-api.md §1.5). */
type JsonOutput = {
  tool?: WireTool;
  instruction?: string;
  responseFormat?: WireResponseFormat;
  expected?: ExpectedJson;
};

export function toJsonOutput(
  format: LanguageModelV2CallOptions['responseFormat'],
  wanted: HerokuChatProviderOptions['structuredOutputMode'] = 'auto',
  thinking: boolean,
  names: ToolNames,
  warnings: Warnings,
): JsonOutput {
  if (format?.type !== 'json') return {};
  const { name, description } = format;
  const schema = format.schema as JSONObject | undefined;
  const objectOnly = isObjectRoot(schema ?? {});
  const about = [name, description].filter(Boolean).join(': ');
  // A tool needs an object to describe, and a forced choice, which Claude refuses while it thinks (heroku-api.md §1.4).
  const mode = wanted === 'auto' ? (objectOnly && !thinking ? 'tool' : 'prompt') : wanted;
  switch (mode) {
    case 'tool': {
      const toolName = names.unused('json');
      const tool = toWireTool(toolName, toLines('Answer with this JSON', about), schema);
      warnAboutRoot("structuredOutputMode 'tool' (use 'prompt')", tool, warnings);
      return { tool, expected: { toolName, objectOnly } };
    }
    case 'prompt': {
      const instruction = toLines(
        'Answer with JSON only, with no prose and no code fence around it.',
        about && `The JSON is: ${about}`,
        schema && `It must match this JSON schema:\n${JSON.stringify(schema)}`,
      );
      return { instruction, expected: { objectOnly } };
    }
    case 'json_schema': {
      const responseFormat: WireResponseFormat = schema
        ? { type: 'json_schema', json_schema: { name: name ?? 'response', description, schema } }
        : { type: 'json_object' };
      return { responseFormat, expected: { objectOnly } };
    }
  }
}

function toLines(...lines: (string | undefined)[]): string {
  return lines.filter(Boolean).join('\n');
}
