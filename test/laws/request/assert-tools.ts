import assert from 'node:assert/strict';
import type { JSONSchema7, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuRequest } from '../../../src/chat/request/to-request';
import { wellFormed } from './carried';

/** The caller's function tools are declared, each under a name that leads back to its own, and the schema of the JSON is told. */
export function assertTools(
  { body, json, toolAliases }: HerokuRequest,
  { tools = [], toolChoice, responseFormat }: LanguageModelV2CallOptions,
): void {
  const nameOf = (name: string) => toolAliases.get(name) ?? name;
  const declared = (body.tools ?? []).filter(({ function: { name } }) => name !== json?.toolName);
  const offered = tools.filter((tool) => tool.type === 'function');
  if (offered.length > 0) {
    assert.deepEqual(
      declared.map((tool) => nameOf(tool.function.name)),
      offered.map((tool) => tool.name),
      'names of the tools',
    );
  }
  offered.forEach(({ description, inputSchema }, at) => {
    const { description: told, parameters } = declared[at]?.function ?? {};
    assert.equal(told ?? '', description?.toWellFormed() ?? '', 'description of a tool');
    assertSchema(parameters, inputSchema);
  });
  if (toolChoice?.type === 'tool' && typeof body.tool_choice === 'object') {
    const chosen = body.tool_choice.function.name;
    const isJson = chosen === json?.toolName;
    assert.ok(isJson || nameOf(chosen) === toolChoice.toolName, 'the tool that was chosen');
  }
  if (responseFormat?.type === 'json' && responseFormat.schema) {
    assertOutputSchema(body, json?.toolName, responseFormat.schema);
  }
}

const UNIONS = ['anyOf', 'oneOf', 'allOf'];

/** All of the schema but its `$schema`; a root that only points to a definition may be that definition. */
function assertSchema(sent: Record<string, unknown> = {}, { $ref, ...schema }: JSONSchema7): void {
  const name = $ref?.replace('#/definitions/', '');
  const target = name === undefined || '$ref' in sent ? { $ref } : schema.definitions?.[name];
  if (UNIONS.some((key) => key in schema)) {
    const { $schema, ...rest } = schema;
    assert.deepEqual(sent, wellFormed(rest), 'a union is sent as it is');
  }
  for (const [key, value] of Object.entries({ ...schema, ...(target as object) })) {
    if (key !== '$schema') assert.deepEqual(sent[key], wellFormed(value), `schema: ${key}`);
  }
}

function assertOutputSchema(
  { tools, messages, response_format }: HerokuRequest['body'],
  toolName: string | undefined,
  schema: JSONSchema7,
): void {
  const tool = tools?.find(({ function: { name } }) => name === toolName);
  if (tool) return assertSchema(tool.function.parameters, schema);
  if (response_format?.type === 'json_schema') {
    return assertSchema(response_format.json_schema.schema, schema);
  }
  const isTold = messages.some(
    ({ role, content }) => role === 'system' && content.includes(JSON.stringify(schema)),
  );
  assert.ok(isTold, 'the schema of the JSON is told nowhere');
}
