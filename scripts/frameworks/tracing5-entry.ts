import { OpenInferenceSimpleSpanProcessor } from '@arizeai/openinference-vercel';
import * as face from 'ai-sdk-provider-heroku';
import { tracing } from './cases/tracing';

import { runSuites } from './run-suites';
import { axiom } from './tracing/axiom';
import { braintrust } from './tracing/braintrust';
import { langsmith } from './tracing/langsmith';
import { langfuse, openInference, ownSpans, withTracer } from './tracing/open-telemetry';
import { posthog } from './tracing/posthog';

await runSuites(
  face,
  tracing(5, [
    ownSpans('the AI SDK itself', { package: 'ai', toSettings: withTracer }),
    openInference(OpenInferenceSimpleSpanProcessor, withTracer),
    langfuse(withTracer),
    posthog,
    braintrust,
    langsmith,
    axiom,
  ]),
);
