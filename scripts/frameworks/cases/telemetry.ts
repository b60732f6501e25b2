import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { generateText, streamText } from 'ai';
import type { Suite } from '../case';
import { type Lab, MODEL } from '../lab';

type Span = { name: string; attributes: Record<string, unknown> };

type Tracing = {
  tracer: unknown;
  spans: () => Span[];
};

function inMemory(): Tracing {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return {
    tracer: provider.getTracer('test'),
    spans: () => exporter.getFinishedSpans(),
  };
}

/** What the span of the one request is to say by itself, in the words of OpenTelemetry's conventions for generative AI. */
function checkSpans(lab: Lab, spans: Span[]): void {
  const requests = spans.filter(({ name }) => /^ai\.\w+\.do(Generate|Stream)$|^chat /.test(name));
  lab.check(requests.length === 1, `${requests.length} of ${spans.map(({ name }) => name)}`);
  const attributes = requests[0]?.attributes ?? {};
  const expected: [name: string, isRight: (value: unknown) => boolean][] = [
    ['gen_ai.request.model', (value) => value === MODEL],
    ['gen_ai.response.model', (value) => value === MODEL],
    ['gen_ai.usage.input_tokens', (value) => Number(value) > 0],
    ['gen_ai.usage.output_tokens', (value) => Number(value) > 0],
    ['gen_ai.response.finish_reasons', (value) => String(value) === 'stop'],
  ];
  for (const [name, isRight] of expected)
    lab.check(isRight(attributes[name]), `${name} in ${JSON.stringify(attributes)}`);
  const provider = attributes['gen_ai.provider.name'] ?? attributes['gen_ai.system'];
  lab.check(String(provider).startsWith('heroku'), `provider: ${provider}`);
  const text = JSON.stringify(spans.map((span) => span.attributes));
  lab.check(!text.includes(lab.key), 'The key is in a span');
}

/** @param trace how a major of the AI SDK is told where its spans go; what it gives is added to the call. */
export const telemetry = (trace: (tracer: unknown) => object): Suite => ({
  title: 'OpenTelemetry in memory',
  package: '@opentelemetry/sdk-trace-base',
  cases: [
    {
      name: 'model, provider, usage and finish in spans',
      async run(lab) {
        const { tracer, spans } = inMemory();
        await generateText({ model: lab.heroku(MODEL), prompt: 'Hello', ...trace(tracer) });
        checkSpans(lab, spans());
      },
    },
    {
      name: 'the same, streamed',
      async run(lab) {
        const { tracer, spans } = inMemory();
        const result = streamText({ model: lab.heroku(MODEL), prompt: 'Hello', ...trace(tracer) });
        await result.consumeStream();
        checkSpans(lab, spans());
      },
    },
  ],
});

/** AI SDK 5 and 6. */
export const withTracer = (tracer: unknown) => ({
  experimental_telemetry: { isEnabled: true, tracer },
});
