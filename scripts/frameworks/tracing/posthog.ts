import { withTracing } from '@posthog/ai/vercel';
import { pick, settle, type Tracer, toTracing } from './tracer';

type Event = { event: string; properties: Record<string, unknown> };

export const posthog: Tracer = {
  tool: 'PostHog',
  package: '@posthog/ai',
  async open() {
    let events: Event[] = [];
    const capture = (event: Event) => void events.push(event);
    const client = { capture, captureImmediate: async (event: Event) => capture(event) };
    return toTracing({
      wrap: (model) => withTracing(model, client, { posthogDistinctId: 'me' }),
      async takeSpans() {
        await settle();
        const taken = events.map(({ event, properties }) => ({
          name: event,
          isOuter: false,
          counts: pick(properties, /^\$ai_\w+_tokens$/),
          isError: properties.$ai_is_error === true,
          text: JSON.stringify(properties),
        }));
        events = [];
        return taken;
      },
    });
  },
};
