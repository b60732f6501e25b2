import { type Exchange, shorten } from '../exchange';
import type { HttpClient } from '../http-client';
import { user } from './parts';
import {
  type Ask,
  type Finding,
  PROMPT_TOKENS,
  type Probe,
  type ProbeModels,
  Unanswerable,
  unclear,
  type Verdict,
} from './probe';

/** A probe's statement, and what became of it. */
export type Fact = { id: string; statement: string; verdict: Verdict; seen: string };

/** What a fact rests on: the exchanges of its probe, in order. */
export type Evidence = { fact: Fact; exchanges: Exchange[] };

type ProbeRun = {
  client: HttpClient;
  models: ProbeModels;
  /** Hides keys, ids and account data. */
  redact: (text: string) => string;
  interrupted: AbortSignal;
  /** Called for each fact as it is settled. */
  onFact?: (fact: Fact, done: number) => void;
};

/** The most that these probes ask for. */
export function costOf(probes: readonly Probe[]): { calls: number; tokens: number } {
  const calls = probes.reduce((sum, probe) => sum + probe.calls, 0);
  const tokens = probes.reduce(
    (sum, { tokens, calls, promptTokens = PROMPT_TOKENS }) => sum + tokens + calls * promptTokens,
    0,
  );
  return { calls, tokens };
}

/** Runs probes one after the other. One that fails is unclear; an interruption leaves what was settled before. */
export async function runProbes(probes: readonly Probe[], run: ProbeRun): Promise<Evidence[]> {
  const evidence: Evidence[] = [];
  const answers = new Map<string, Promise<Exchange>>();
  for (const probe of probes) {
    if (run.interrupted.aborted) break;
    const exchanges: Exchange[] = [];
    const ask = createAsk(run, probe, { answers, exchanges });
    const { verdict, seen } = await probe.run(ask).catch(toFinding);
    if (run.interrupted.aborted) break;
    const { id, statement } = probe;
    const fact = { id, statement, verdict, seen: shorten(run.redact(seen), 300) };
    evidence.push({ fact, exchanges });
    run.onFact?.(fact, evidence.length);
  }
  return evidence;
}

function toFinding(error: unknown): Finding {
  if (error instanceof Unanswerable) return unclear(error.message);
  return unclear(`the answer has an unexpected form: ${(error as Error).message}`);
}

function createAsk(
  { client, models }: ProbeRun,
  probe: Probe,
  { answers, exchanges }: { answers: Map<string, Promise<Exchange>>; exchanges: Exchange[] },
): Ask {
  let calls = 0;
  async function once(key: unknown[], send: () => Promise<Exchange>): Promise<Exchange> {
    calls++;
    if (calls > probe.calls) throw new Error(`more than ${probe.calls} calls`);
    const name = JSON.stringify(key);
    const answer = answers.get(name) ?? send();
    answers.set(name, answer);
    const exchange = await answer;
    exchanges.push(exchange);
    return exchange;
  }
  const post: Ask['post'] = (path, body, key) =>
    once([path, body, key], () => client.post(path, body, key));
  return {
    models,
    post,
    get: (path, options) => once([path, options], () => client.get(path, options)),
    chat: (fields = {}, model = models.main) =>
      post('/v1/chat/completions', {
        model,
        max_tokens: 16,
        messages: [user('Say hello.')],
        ...fields,
      }),
  };
}
