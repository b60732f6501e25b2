import * as ai from 'ai';
import { Client } from 'langsmith';
import { wrapAISDK } from 'langsmith/experimental/vercel';
import { settle, type Tracer, toTracing } from './tracer';

type Run = {
  id: string;
  name?: string;
  parent_run_id?: string;
  error?: unknown;
  extra?: { metadata?: { usage_metadata?: Record<string, unknown> } };
};

/** A client that keeps its runs here. */
function inProcess() {
  const runs = new Map<string, Run>();
  const client = Object.assign(new Client({ apiKey: 'none', apiUrl: 'http://127.0.0.1:9' }), {
    createRun: async (run: Run) => void runs.set(run.id, { ...run }),
    updateRun: async (id: string, run: Partial<Run>) =>
      void runs.set(id, { ...runs.get(id), ...run, id }),
  });
  return { client, runs };
}

export const langsmith: Tracer = {
  tool: 'LangSmith',
  package: 'langsmith',
  async open() {
    process.env.LANGSMITH_TRACING = 'true';
    const { client, runs } = inProcess();
    return toTracing({
      sdk: wrapAISDK(ai, { client }),
      async takeSpans() {
        await settle();
        const taken = [...runs.values()].map((run) => ({
          name: String(run.name),
          isOuter: run.parent_run_id === undefined,
          counts: run.extra?.metadata?.usage_metadata ?? {},
          isError: run.error !== undefined,
          text: JSON.stringify(run),
        }));
        runs.clear();
        return taken;
      },
    });
  },
};
