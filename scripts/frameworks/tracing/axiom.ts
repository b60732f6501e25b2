import { trace } from '@opentelemetry/api';
import { initAxiomAI, withSpan, wrapAISDKModel } from 'axiom/ai';
import { inMemory } from './in-memory';
import { type Tracer, toTracing } from './tracer';

export const axiom: Tracer = {
  tool: 'Axiom',
  package: 'axiom',
  async open() {
    const { provider, tracer, takeSpans } = inMemory({ isOuter: /^chat$/ });
    // It looks its tracer up by name.
    trace.setGlobalTracerProvider(provider as never);
    initAxiomAI({ tracer });
    return toTracing({
      wrap: wrapAISDKModel,
      within: (call) => withSpan({ capability: 'test', step: 'call' }, call),
      takeSpans,
    });
  },
};
