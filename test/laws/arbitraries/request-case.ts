import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import fc from 'fast-check';
import type { RequestSettings } from '../../../src/chat/request/to-request';
import { callOptions } from './call-options';
import { modelId } from './models';

export type RequestCase = { call: LanguageModelV2CallOptions; settings: RequestSettings };

/** Any call of any model. */
export const requestCase: fc.Arbitrary<RequestCase> = fc.record({
  call: callOptions,
  settings: fc.record({
    modelId,
    name: fc.constant('heroku'),
    stream: fc.boolean(),
    includeUsage: fc.boolean(),
  }),
});
