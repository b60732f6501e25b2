import * as ai from 'ai';
import { _exportsForTestingOnly, initLogger, wrapAISDK } from 'braintrust';
import { settle, type Tracer, toTracing } from './tracer';

type Logged = {
  span_attributes?: { name?: string; type?: string };
  metrics?: Record<string, unknown>;
  error?: unknown;
};

export const braintrust: Tracer = {
  tool: 'Braintrust',
  package: 'braintrust',
  async open() {
    await _exportsForTestingOnly.simulateLoginForTests();
    const logger = _exportsForTestingOnly.useTestBackgroundLogger();
    initLogger({ projectName: 'test', projectId: 'test' });
    return toTracing({
      sdk: wrapAISDK(ai),
      async takeSpans() {
        await settle();
        const logged: Logged[] = await logger.drain();
        return logged.map((span) => ({
          name: String(span.span_attributes?.name),
          isOuter: span.span_attributes?.type === 'function',
          counts: span.metrics ?? {},
          isError: span.error !== undefined,
          text: JSON.stringify(span),
        }));
      },
    });
  },
};
