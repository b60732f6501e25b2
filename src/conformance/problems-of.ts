import { createBlockChecker } from './block-checker';
import { createCallChecker } from './call-checker';
import { isJson, type Loose, show, toLoose, toReason, toRecord } from './loose';
import { type ReportProblem, type RuleName, toFinding } from './rules';
import type { Finding, Level, StreamPart } from './types';

/** Options of `problemsOf`. */
export type ProblemsOptions = {
  /** `must` leaves out what is only a house rule. Default `should`: everything. */
  level?: Level;
};

/** What is wrong with the parts of one whole stream, v2, v3 or v4; nothing if they are well formed. */
export function problemsOf(parts: readonly StreamPart[], options: ProblemsOptions = {}): Finding[] {
  const findings: Finding[] = [];
  const checker = createChecker((rule, says) => findings.push(toFinding(rule, says, { parts })));
  parts.forEach((part, at) => {
    checker.check(toLoose(part), at);
  });
  checker.finish();
  return findings.filter(({ level }) => level === 'must' || options.level !== 'must');
}

/** Parts that say nothing of the answer's content. */
const SILENT = ['stream-start', 'response-metadata', 'raw', 'ping', 'source'];
/** Content that is one part. */
const WHOLE = ['file', 'reasoning-file', 'custom', 'tool-result', 'tool-approval-request'];

function createChecker(report: ReportProblem) {
  const blocks = createBlockChecker(report);
  const calls = createCallChecker(report);
  let errors = 0;
  let finishes = 0;
  const checks = new Map<string, (part: Loose) => void>([
    ['text-start', blocks.start],
    ['text-delta', blocks.add],
    ['text-end', blocks.end],
    ['reasoning-start', blocks.start],
    ['reasoning-delta', blocks.add],
    ['reasoning-end', blocks.end],
    ['tool-input-start', startInput],
    ['tool-input-delta', calls.addToInput],
    ['tool-input-end', calls.endInput],
    ['tool-call', checkCall],
    ['error', checkError],
    ['finish', checkFinish],
    ['response-metadata', (part) => checkTimestamp(part, report)],
  ]);

  function startInput(part: Loose): void {
    blocks.expectNoneOpen(`the input of call ${part.id}`);
    calls.startInput(part);
  }

  function checkCall(part: Loose): void {
    if (errors > 0) report('call-not-after-error', `call ${part.toolCallId} comes after an error`);
    calls.call(part);
  }

  function checkError({ error }: Loose): void {
    errors++;
    if (!(error instanceof Error)) report('error-is-an-error', `the error is ${show(error)}`);
  }

  function checkFinish(part: Loose): void {
    finishes++;
    for (const [rule, says] of toFinishProblems(part, errors, calls.count())) report(rule, says);
    for (const says of toUsageProblems(part.usage)) report('usage-is-a-number', says);
  }

  return {
    check(part: Loose, at: number): void {
      const { type, providerMetadata } = part;
      if ((at === 0) !== (type === 'stream-start')) {
        report('stream-start-first', `part ${at} is ${type}`);
      }
      if (finishes > 0) {
        const rule = SILENT.includes(type) ? 'finish-is-the-end' : 'finish-last';
        report(rule, `part ${at} comes after finish: ${show(part)}`);
      }
      if (providerMetadata !== undefined && !isJson(providerMetadata)) {
        report('metadata-is-json', `the provider metadata of ${type} is not JSON`);
      }
      const check = checks.get(type);
      if (check) check(part);
      else if (!SILENT.includes(type) && !WHOLE.includes(type))
        report('part-known', `no version of the specification has a part ${show(part)}`);
    },

    /** The stream has ended. */
    finish(): void {
      if (finishes === 0) report('finish-last', 'there is no finish');
      blocks.finish();
      calls.finish();
    },
  };
}

function checkTimestamp({ timestamp }: Loose, report: ReportProblem): void {
  const isDate = timestamp instanceof Date && !Number.isNaN(timestamp.getTime());
  if (timestamp === undefined || isDate) return;
  report('timestamp-is-a-date', `the timestamp is ${String(timestamp)}`);
}

function toFinishProblems(
  { finishReason }: Loose,
  errors: number,
  calls: { all: number; own: number },
): [RuleName, string][] {
  const reason = toReason(finishReason);
  const rows: [boolean, RuleName, string][] = [
    [
      errors > 0 && reason !== 'error',
      'error-then-finish-error',
      `${errors} error parts, but finish ${reason}`,
    ],
    [errors === 0 && reason === 'error', 'error-is-told', '0 error parts, but finish error'],
    [
      reason === 'tool-calls' && calls.all === 0,
      'finish-tool-calls',
      'finish tool-calls without any call',
    ],
    [
      reason === 'error' && calls.own > 0,
      'failed-answer-has-no-call',
      'a call in an answer that went wrong',
    ],
    [
      reason === 'other' && calls.own > 0,
      'call-can-run',
      `finish ${show(finishReason)} after a call: the tool never runs`,
    ],
  ];
  return rows.flatMap(([isProblem, rule, says]) => (isProblem ? [[rule, says]] : []));
}

function* toUsageProblems(usage: unknown): Generator<string> {
  if (typeof usage !== 'object' || usage === null) {
    yield `usage is ${show(usage)}`;
    return;
  }
  const { raw: _raw, ...counts } = toRecord(usage);
  for (const [name, count] of Object.entries(counts)) {
    const inner = typeof count === 'object' && count !== null ? toRecord(count) : { '': count };
    for (const [more, value] of Object.entries(inner)) {
      if (value === undefined || (Number.isFinite(value) && Number(value) >= 0)) continue;
      yield `usage ${name} ${more}is ${String(value)}`;
    }
  }
}
