import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { pick, type Span } from './tracer';

type OpenTelemetrySpan = {
  name: string;
  status: { code: number };
  attributes: Record<string, unknown>;
};

type Memory = { provider: unknown; tracer: unknown; takeSpans: () => Promise<Span[]> };

type Reading = {
  /** The names of attributes that hold counts. */
  counts?: RegExp;
  isOuter?: RegExp;
  /** What stands between the tracer and the exporter. */
  toProcessor?: (exporter: unknown) => unknown;
};

const ERROR = 2;

/** A tracer of OpenTelemetry whose spans stay here. The defaults are for the AI SDK's own spans, in 5, 6 and 7. */
export function inMemory({
  counts = /^(gen_ai|ai)\.usage\.(?!inputTokenDetails\.noCacheTokens)/,
  isOuter = /^(ai\.(generate|stream)Text|invoke_agent .*)$/,
  toProcessor = (exporter) => new SimpleSpanProcessor(exporter),
}: Reading = {}): Memory {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [toProcessor(exporter)] });
  return {
    provider,
    tracer: provider.getTracer('test'),
    async takeSpans() {
      await provider.forceFlush();
      const spans: OpenTelemetrySpan[] = exporter.getFinishedSpans();
      const taken = spans.map(({ name, status, attributes }) => ({
        name,
        isOuter: isOuter.test(name),
        counts: pick(attributes, counts),
        isError: status.code === ERROR,
        text: JSON.stringify(attributes),
      }));
      exporter.reset();
      return taken;
    },
  };
}
