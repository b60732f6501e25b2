import type { Inngest } from 'inngest';
import { serve } from 'inngest/edge';

type Operation = { id: string; op: string; data?: unknown; error?: unknown };

export type Reply = {
  operations: Operation[];
  /** Whether Inngest may ask again. */
  isRetried: boolean;
  /** In seconds. */
  retryAfter?: string;
  /** The body, which Inngest stores. */
  text: string;
};

/** The results of steps so far, as Inngest sends them with each request. */
type Steps = Record<string, { type: 'data'; data: unknown }>;

/** The request by which Inngest runs a function: `app` and `ask` are the ids of the client and of its function. */
export const toRequest = (origin: string, steps: Steps): Request =>
  new Request(`${origin}/api/inngest?fnId=app-ask&stepId=step`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: 'localhost' },
    body: JSON.stringify({
      version: 1,
      event: { name: 'asked', data: { prompt: 'Hello' } },
      events: [{ name: 'asked', data: { prompt: 'Hello' } }],
      steps,
      ctx: {
        run_id: 'run',
        attempt: 0,
        max_attempts: 4,
        stack: { stack: Object.keys(steps), current: Object.keys(steps).length },
      },
    }),
  });

export async function toReply(response: Response): Promise<Reply> {
  const text = await response.text();
  // A function that ended answers with its result alone, or as an operation.
  const isEnd = response.status === 200;
  return {
    operations: isEnd ? [{ id: '', op: 'RunComplete', data: JSON.parse(text) }] : JSON.parse(text),
    isRetried: response.headers.get('x-inngest-no-retry') !== 'true',
    retryAfter: response.headers.get('retry-after') ?? undefined,
    text,
  };
}

/** Asks in Inngest's place until the function is complete, or a step fails. */
export async function runToEnd(send: (request: Request) => Promise<Response>, origin: string) {
  const steps: Steps = {};
  const stored: string[] = [];
  for (;;) {
    const reply = await toReply(await send(toRequest(origin, steps)));
    stored.push(reply.text);
    const [operation] = reply.operations;
    if (operation?.op !== 'StepRun') return { reply, operation, stored };
    steps[operation.id] = { type: 'data', data: operation.data };
  }
}

/** What a function with one handler answers to Inngest. */
export function runFunction(client: Inngest, handler: unknown) {
  const settings = { id: 'ask', retries: 3, triggers: [{ event: 'asked' }] };
  const functions = [client.createFunction(settings, handler)];
  return runToEnd(serve({ client, functions }), 'http://localhost');
}
