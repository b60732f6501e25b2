import { type Answer, createScriptedFetch, type Delivery } from './scripted-fetch';
import type { Script, Subject, ToWire, WireRequest } from './types';

/** The author's `toWire` threw: nothing can be judged. */
export class WireError extends Error {}

/** Makes models whose requests are answered by scripts. */
export function createScriptedServer(subject: Subject, wire: ToWire) {
  let wireError: WireError | undefined;

  function toWire(script: Script, request: WireRequest): Response {
    try {
      return wire(script, request);
    } catch (cause) {
      wireError ??= new WireError(`toWire threw for ${JSON.stringify(script)}: ${cause}`, {
        cause,
      });
      throw wireError;
    }
  }

  /** A model whose requests are answered by this. */
  function serve(
    answer: (request: WireRequest) => Answer | Promise<Answer>,
    generateId = createCounter(),
  ) {
    const { fetch, served } = createScriptedFetch(answer);
    return { model: subject.model({ fetch, generateId }), served };
  }

  /** A model that is told these scripts in turn, the last of them again and again. */
  function tell(scripts: readonly Script[], delivery?: Delivery) {
    let calls = 0;
    return serve((request) => {
      const script = scripts[Math.min(calls++, scripts.length - 1)] as Script;
      return { response: toWire(script, request), delivery: delivery ?? toDelivery(script) };
    });
  }

  /** A model that is told a script whose connection changes behind so many bytes, and that script. */
  function tellFrom(
    script: Script,
    toPlace: (request: WireRequest) => number | Promise<number>,
    toSituation: (after: number) => Partial<Script>,
  ) {
    const situation = { ...script, ...toSituation(0) };
    const served = serve(async (request) => {
      Object.assign(situation, toSituation(await toPlace(request)));
      return { response: toWire(script, request), delivery: toDelivery(situation) };
    });
    return { ...served, script: situation };
  }

  return {
    toWire,
    serve,
    tell,
    tellFrom,
    /** Throws what `toWire` threw, if it did. */
    assertJudgeable(): void {
      if (wireError) throw wireError;
    },
  };
}

export function createCounter(): () => string {
  let ids = 0;
  return () => `an-id-${++ids}`;
}

function toDelivery({ pieces, cut, silence, lingers, heartbeat, body }: Script): Delivery {
  const isForEver = silence !== undefined && silence.ms === undefined;
  return {
    pieces,
    cutAfter: cut?.after,
    isLost: cut?.isLost,
    ...(isForEver && { holdAfter: silence.after }),
    ...(lingers && { holdAfter: Number.POSITIVE_INFINITY }),
    ...(silence?.ms !== undefined && { pause: { after: silence.after, ms: silence.ms } }),
    heartbeat,
    body,
  };
}
