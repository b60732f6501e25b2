import assert from 'node:assert/strict';
import type { JSONSchema7, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { adaptSchema } from '../../../src/chat/request/schema/adapt-schema';
import type { HerokuRequest } from '../../../src/chat/request/to-request';
import { toModelProfile } from '../../../src/models/to-model-profile';
import { wellFormed } from './carried';

/** The caller's function tools are declared, each under a name that leads back to its own, and the schema of the JSON is told. */
export function assertTools(
  { body, json, toolAliases }: HerokuRequest,
  { tools = [], toolChoice, responseFormat }: LanguageModelV2CallOptions,
): void {
  const adapted = (schema: unknown) => adaptSchema(schema, toModelProfile(body.model));
  const nameOf = (name: string) => toolAliases.get(name) ?? name;
  const declared = (body.tools ?? []).filter(({ function: { name } }) => name !== json?.toolName);
  const isLeftOut = toolChoice?.type === 'none' && declared.length === 0;
  // Tools that may not be called are left out where the choice of the JSON tool cannot be forced.
  const offered = isLeftOut ? [] : tools.filter((tool) => tool.type === 'function');
  if (offered.length > 0) {
    assert.deepEqual(
      declared.map((tool) => nameOf(tool.function.name)),
      offered.map((tool) => tool.name),
      'names of the tools',
    );
  }
  offered.forEach(({ description, inputSchema }, at) => {
    const { description: told, parameters } = declared[at]?.function ?? {};
    const notes = adapted(inputSchema).notes.join('\n').toWellFormed();
    const expected = [description?.trim() ? description.toWellFormed() : '', notes];
    assert.equal(told ?? '', expected.filter(Boolean).join('\n'), 'description of a tool');
    assert.deepEqual(parameters, wellFormed(adapted(inputSchema).parameters), 'schema of a tool');
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

function assertOutputSchema(
  { model, tools, messages, response_format }: HerokuRequest['body'],
  toolName: string | undefined,
  schema: JSONSchema7,
): void {
  const tool = tools?.find(({ function: { name } }) => name === toolName);
  if (tool) {
    const { parameters } = adaptSchema(schema, toModelProfile(model));
    return assert.deepEqual(tool.function.parameters, wellFormed(parameters), 'schema of JSON');
  }
  if (response_format?.type === 'json_schema') {
    return assert.deepEqual(response_format.json_schema.schema, wellFormed(schema));
  }
  const isTold = messages.some(
    ({ role, content }) => role === 'system' && content.includes(JSON.stringify(schema)),
  );
  assert.ok(isTold, 'the schema of the JSON is told nowhere');
}
