import { LangfuseSpanProcessor } from '@langfuse/otel';
import { inMemory } from './in-memory';
import { type Tracer, toTracing } from './tracer';

/** How a major of the AI SDK is told where its spans go. */
export type ToSettings = (tracer: unknown) => object;

/** AI SDK 5 and 6. */
export const withTracer: ToSettings = (tracer) => ({
  experimental_telemetry: { isEnabled: true, tracer },
});

/** The AI SDK's own spans. */
export const ownSpans = (
  tool: string,
  { package: name, toSettings }: { package: string; toSettings: ToSettings },
): Tracer => ({
  tool,
  package: name,
  async open() {
    const { tracer, takeSpans } = inMemory();
    return toTracing({ settings: toSettings(tracer), takeSpans });
  },
});

export const openInference = (
  Processor: new (options: { exporter: unknown }) => unknown,
  toSettings: ToSettings,
): Tracer => ({
  tool: 'OpenInference',
  package: '@arizeai/openinference-vercel',
  async open() {
    const { tracer, takeSpans } = inMemory({
      counts: /^llm\.token_count\./,
      toProcessor: (exporter) => new Processor({ exporter }),
    });
    return toTracing({ settings: toSettings(tracer), takeSpans });
  },
});

export const langfuse = (toSettings: ToSettings): Tracer => ({
  tool: 'Langfuse',
  package: '@langfuse/otel',
  async open() {
    const { tracer, takeSpans } = inMemory({
      toProcessor: (exporter) =>
        new LangfuseSpanProcessor({
          exporter,
          exportMode: 'immediate',
          publicKey: 'public',
          secretKey: 'private',
          shouldExportSpan: () => true,
        }),
    });
    return toTracing({ settings: toSettings(tracer), takeSpans });
  },
});
