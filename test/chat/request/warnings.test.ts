import { describe, expect, test } from 'vitest';
import { createWarnings } from '../../../src/chat/request/warnings';
import { functionTool, providerTool } from './prompts';

describe('Warnings', () => {
  test('keeps each kind, in order', () => {
    const warnings = createWarnings();
    const tool = providerTool('search');
    warnings.setting('seed', 'not sent');
    warnings.changed('topP', 'sent as 1');
    warnings.tool(tool, 'not a function');
    warnings.other('something else');
    expect(warnings.list()).toEqual([
      { type: 'unsupported', feature: 'seed', details: 'not sent' },
      { type: 'compatibility', feature: 'topP', details: 'sent as 1' },
      { type: 'unsupported', feature: tool, details: 'not a function' },
      { type: 'other', message: 'something else' },
    ]);
  });

  test('says nothing twice', () => {
    const warnings = createWarnings();
    for (let time = 0; time < 3; time++) {
      warnings.setting('topK', 'not sent');
      warnings.other('the same');
    }
    expect(warnings.list()).toHaveLength(2);
  });

  test('different words are different warnings', () => {
    const warnings = createWarnings();
    warnings.setting('topK', 'topK is not sent');
    warnings.setting('topP', 'topP is not sent');
    warnings.other('topK is not set');
    expect(warnings.list()).toHaveLength(3);
  });

  test('a tool that is no JSON does not break the call', () => {
    const warnings = createWarnings();
    const args: Record<string, unknown> = { size: 1n };
    args.self = args;
    warnings.tool({ ...functionTool('loop'), inputSchema: args }, 'not sent');
    expect(warnings.list()).toHaveLength(1);
  });
});
