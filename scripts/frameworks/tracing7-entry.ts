import { OpenTelemetry } from '@ai-sdk/otel';
import { OpenInferenceSimpleSpanProcessor } from '@arizeai/openinference-vercel';
import { LangfuseVercelAiSdkIntegration } from '@langfuse/vercel-ai-sdk';
import * as face from 'ai-sdk-provider-heroku/v4';
import { tracing } from './cases/tracing';
import type { Face } from './lab';
import { runSuites } from './run-suites';
import { braintrust } from './tracing/braintrust';
import { langsmith } from './tracing/langsmith';
import { langfuse, openInference, ownSpans, type ToSettings } from './tracing/open-telemetry';

const toSettings: ToSettings = (tracer) => ({
  telemetry: { integrations: [new OpenTelemetry({ tracer })] },
});
const withUsage: ToSettings = (tracer) => ({
  telemetry: { integrations: [new OpenTelemetry({ tracer, usage: true })] },
});

await runSuites(
  face as unknown as Face,
  tracing(7, [
    ownSpans('`@ai-sdk/otel`', { package: '@ai-sdk/otel', toSettings }),
    ownSpans('`@ai-sdk/otel`, `usage: true`', { package: '@ai-sdk/otel', toSettings: withUsage }),
    openInference(OpenInferenceSimpleSpanProcessor, withUsage),
    langfuse((tracer) => ({
      telemetry: { integrations: [new LangfuseVercelAiSdkIntegration({ tracer })] },
    })),
    braintrust,
    langsmith,
  ]),
);
