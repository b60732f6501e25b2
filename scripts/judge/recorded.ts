import type { Printed } from './judge-entry';

/** A fault that docs/sources/language-model-v2.md A records of versions that are judged, and what finds it. */
export type Recorded = {
  fault: string;
  /** Of these peers. */
  peers: string[];
  rule: string;
  /** The form of the wire in which it shows. Undefined: the plain one, or any. */
  form?: string;
};

const ALL = ['oc1', 'oc2', 'oc3', 'groq2', 'mistral2', 'ds1', 'oai2', 'or1', 'or2'];
const allBut = (...shorts: string[]) => ALL.filter((short) => !shorts.includes(short));
const fault = (name: string, peers: string[], rule: string, form?: string): Recorded => ({
  fault: name,
  peers,
  rule,
  ...(form !== undefined && { form }),
});

export const RECORDED: Recorded[] = [
  fault('A1 no index', ['oai2', 'groq2', 'ds1'], 'calls-as-said', 'calls without index'),
  fault('A1 no id', ['groq2', 'mistral2', 'ds1', 'or1'], 'good-answer-arrives', 'calls without id'),
  fault('A1 a number as id', ALL, 'good-answer-arrives', 'calls with a number as id'),
  fault('A1 an empty id', ['groq2', 'mistral2', 'ds1', 'or1'], 'call-id', 'calls with an empty id'),
  fault(
    'A1 the name in a later chunk',
    allBut('oc2', 'oc3'),
    'good-answer-arrives',
    'call names in the second delta',
  ),
  fault('A1 type null', ['groq2', 'or1', 'or2'], 'calls-as-said', 'calls of type null'),
  fault(
    'A1 arguments missing, in a stream',
    ['groq2'],
    'calls-as-said',
    'empty calls without arguments',
  ),
  fault(
    'A1 arguments missing, whole',
    allBut('or2'),
    'good-answer-arrives',
    'empty calls without arguments',
  ),
  fault('A1 arguments as an object', ALL, 'calls-as-said', 'arguments as an object'),
  fault('A1 a leading {}', ALL, 'calls-as-said', 'arguments after {}'),
  fault(
    'A1 calls that are final when their JSON parses',
    ['groq2', 'ds1', 'or1', 'or2'],
    'failed-answer-has-no-call',
  ),
  fault(
    'A1 two calls with one index',
    ['groq2', 'ds1', 'or1', 'or2'],
    'calls-as-said',
    'all calls with index 0',
  ),
  fault('A2 finish null', allBut('oc2', 'oc3', 'or2'), 'call-can-run', 'finish null'),
  fault("A2 Bedrock's words", ALL, 'finish-as-said', "Bedrock's finish words"),
  fault('A2 tool_calls without calls', ALL, 'finish-tool-calls', 'tool_calls without calls'),
  fault('A3 cut amid arguments', ['oc1', 'oai2', 'mistral2', 'ds1', 'or2'], 'cut-makes-no-call'),
  fault('A3 a cut answer looks complete', ['oc1'], 'cut-is-told'),
  fault('A3 the socket dies', allBut('or2'), 'stream-does-not-throw'),
  fault('A3 error frames and bodies of other shapes', ALL, 'error-in-its-words'),
  fault(
    'A3 200 with a JSON error',
    allBut('oc2', 'oc3'),
    'failure-is-told',
    'errors as a document',
  ),
  fault('A3 finish unknown after an error', ['mistral2'], 'error-then-finish-error'),
  fault('A4 usage not asked for', ['oc1', 'oc2', 'oc3'], 'usage-as-said', 'usage on demand'),
  fault('A4 usage without choices', ALL, 'good-answer-arrives', 'usage without choices'),
  fault('A5 order, merged blocks', ['oc1'], 'order-as-said'),
  fault('A5 reasoning leaks into the text', ['mistral2'], 'sdk-replays'),
  fault('A6 fences', ALL, 'sdk-takes-fenced-json'),
  fault('A6 the schema is never sent', ['oc1', 'oc2', 'oc3'], 'request-has-the-schema'),
  fault('A7 an image in a tool result as text', ['oc1', 'oai2'], 'request-has-no-image-as-text'),
  fault('A7 blank content', ['groq2', 'mistral2', 'ds1'], 'request-has-no-blank'),
  fault('A8 [DONE] with a space', ALL, 'good-answer-arrives', 'DONE with a space'),
  fault('A8 event: ping', ALL, 'good-answer-arrives', 'pings between frames'),
  fault('A8 single line ends', ALL, 'good-answer-arrives', 'one line end between frames'),
  fault(
    'A8 no blank line at the end',
    ALL,
    'usage-as-said',
    'neither DONE nor a line end at the end',
  ),
];

type Judged = { peer: { short: string }; findings: Printed[] };

/** The recorded faults, each with the peers in which the judge has not found it. */
export function missedFaults(results: Judged[]): string[] {
  return RECORDED.flatMap(({ fault, peers, rule, form }) => {
    const missed = results.filter(
      ({ peer, findings }) =>
        peers.includes(peer.short) &&
        !findings.some((one) => one.rule === rule && (form === undefined || one.dialect === form)),
    );
    return missed.length === 0
      ? []
      : [`${fault}: ${rule} is not found in ${missed.map(({ peer }) => peer.short).join(', ')}`];
  });
}
