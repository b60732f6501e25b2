import { type Loose, show, toLoose, toReason, toRecord } from './loose';
import { type RuleName, toFinding } from './rules';
import type { Finding, Level, StreamPart } from './types';

/** Options of `problemsOf`. */
export type ProblemsOptions = {
  /** `must` leaves out what is only a house rule. Default `should`: everything. */
  level?: Level;
};

/** What is wrong with the parts of one whole stream, v2, v3 or v4; nothing if they are well formed. */
export function problemsOf(parts: readonly StreamPart[], options: ProblemsOptions = {}): Finding[] {
  const checker = createChecker((rule, says) => findings.push(toFinding(rule, says, { parts })));
  const findings: Finding[] = [];
  parts.forEach((part, at) => {
    checker.check(toLoose(part), at);
  });
  checker.end();
  return findings.filter(({ level }) => level === 'must' || options.level !== 'must');
}

type Kind = 'text' | 'reasoning';
type ToolInput = { name: unknown; text: string; isOpen: boolean };

/** Parts that say nothing of the answer's content. */
const SILENT = new Set(['stream-start', 'response-metadata', 'raw', 'ping', 'source']);
/** Content that is one part. */
const WHOLE = new Set(['file', 'reasoning-file', 'custom', 'tool-result', 'tool-approval-request']);

function createChecker(report: (rule: RuleName, says: string) => void) {
  const open = new Map<string, { kind: Kind; id: unknown }>();
  const usedIds = new Set<unknown>();
  const inputs = new Map<unknown, ToolInput>();
  const callIds = new Set<unknown>();
  let providerCalls = 0;
  let errors = 0;
  let finishes = 0;

  function check(part: Loose, at: number): void {
    if ((at === 0) !== (part.type === 'stream-start')) {
      report('stream-start-first', `part ${at} is ${part.type}`);
    }
    if (finishes > 0) {
      const rule = SILENT.has(part.type) ? 'finish-is-the-end' : 'finish-last';
      report(rule, `part ${at} comes after finish: ${show(part)}`);
    }
    checkMetadata(part);
    checkType(part);
  }

  function checkType(part: Loose): void {
    switch (part.type) {
      case 'text-start':
      case 'reasoning-start':
        return startBlock(toKind(part), part.id);
      case 'text-delta':
      case 'reasoning-delta':
        return addToBlock(toKind(part), part);
      case 'text-end':
      case 'reasoning-end':
        return endBlock(toKind(part), part.id);
      case 'tool-input-start':
        return startInput(part);
      case 'tool-input-delta':
        return addToInput(part);
      case 'tool-input-end':
        return endInput(part.id);
      case 'tool-call':
        return checkCall(part);
      case 'error':
        errors++;
        if (!(part.error instanceof Error)) {
          report('error-is-an-error', `the error is ${show(part.error)}`);
        }
        return;
      case 'finish':
        finishes++;
        return checkFinish(part);
      case 'response-metadata':
        if (!isDate(part.timestamp)) {
          report('timestamp-is-a-date', `the timestamp is ${String(part.timestamp)}`);
        }
        return;
      default:
        if (SILENT.has(part.type) || WHOLE.has(part.type)) return;
        report('part-known', `no version of the specification has a part ${show(part)}`);
    }
  }

  function end(): void {
    if (finishes === 0) report('finish-last', 'there is no finish');
    for (const { kind, id } of open.values()) {
      report('block-closed', `${kind} block ${id} has no end`);
    }
    for (const [id, { isOpen }] of inputs) {
      if (isOpen) report('tool-input-closed', `the input of call ${id} has no end`);
    }
  }

  function startBlock(kind: Kind, id: unknown): void {
    sayWhatIsOpen(`${kind} ${id}`);
    if (usedIds.has(id)) report('block-id', `block id ${id} is used twice`);
    if (!isFilled(id)) report('block-id', `a block id is ${show(id)}`);
    usedIds.add(id);
    open.set(`${kind} ${id}`, { kind, id });
  }

  function sayWhatIsOpen(what: string): void {
    for (const block of open.values()) {
      report('block-alone', `${what} starts while ${block.kind} ${block.id} is open`);
    }
  }

  function addToBlock(kind: Kind, { id, delta, providerMetadata }: Loose): void {
    if (!open.has(`${kind} ${id}`)) {
      report('block-open', `a delta of ${kind} ${id}, which is not open: ${show(delta)}`);
    }
    if (!isFilled(delta) && providerMetadata === undefined) {
      report('delta-not-empty', `a delta of ${kind} is ${show(delta)}`);
    }
  }

  function endBlock(kind: Kind, id: unknown): void {
    if (open.delete(`${kind} ${id}`)) return;
    report('block-open', `the end of ${kind} ${id}, which is not open`);
  }

  function startInput({ id, toolName }: Loose): void {
    sayWhatIsOpen(`the input of call ${id}`);
    if (inputs.has(id)) report('tool-input-closed', `the input of call ${id} starts twice`);
    checkCallFacts(id, toolName);
    inputs.set(id, { name: toolName, text: '', isOpen: true });
  }

  function addToInput({ id, delta }: Loose): void {
    const input = inputs.get(id);
    if (!input?.isOpen) {
      return report('tool-input-open', `a delta of the input of call ${id}, which is not open`);
    }
    if (!isFilled(delta)) report('delta-not-empty', `a delta of a tool input is ${show(delta)}`);
    input.text += delta;
  }

  function endInput(id: unknown): void {
    const input = inputs.get(id);
    if (!input?.isOpen) {
      return report('tool-input-closed', `the end of the input of call ${id}, which is not open`);
    }
    input.isOpen = false;
  }

  function checkCall({ toolCallId: id, toolName, input: text, providerExecuted }: Loose): void {
    const input = inputs.get(id);
    if (errors > 0) report('call-not-after-error', `call ${id} comes after an error`);
    if (callIds.has(id)) report('call-once', `call ${id} comes twice`);
    callIds.add(id);
    if (providerExecuted) providerCalls++;
    if (typeof text !== 'string') {
      report('calls-as-said', `the input of call ${id} is no JSON text: ${show(text)}`);
    }
    if (input === undefined) {
      checkCallFacts(id, toolName);
      if (providerExecuted) return;
      return report('tool-input-agrees', `call ${id} comes without its input`);
    }
    if (input.isOpen) report('tool-input-closed', `call ${id} comes before the end of its input`);
    if (input.name !== toolName) {
      report('tool-input-agrees', `call ${id} is of ${toolName}, not of ${input.name}`);
    }
    if (input.text !== text) {
      report('tool-input-agrees', `the deltas of call ${id} do not add up to its input`);
    }
  }

  function checkCallFacts(id: unknown, toolName: unknown): void {
    if (!isFilled(id)) report('call-id', `the id of a call is ${show(id)}`);
    if (!isFilled(toolName)) report('call-name', `the name of a call is ${show(toolName)}`);
  }

  function checkFinish({ finishReason, usage }: Loose): void {
    const reason = toReason(finishReason);
    const ownCalls = callIds.size - providerCalls;
    if (errors > 0 && reason !== 'error') {
      report('error-then-finish-error', `${errors} error parts, but finish ${reason}`);
    }
    if (errors === 0 && reason === 'error') {
      report('error-is-told', '0 error parts, but finish error');
    }
    if (reason === 'tool-calls' && callIds.size === 0) {
      report('finish-tool-calls', 'finish tool-calls without any call');
    }
    if (reason === 'error' && ownCalls > 0) {
      report('failed-answer-has-no-call', 'a call in an answer that went wrong');
    }
    if (reason === 'other' && ownCalls > 0) {
      report('call-can-run', `finish ${show(finishReason)} after a call: the tool never runs`);
    }
    checkUsage(usage);
  }

  function checkUsage(usage: unknown): void {
    if (typeof usage !== 'object' || usage === null) {
      return report('usage-is-a-number', `usage is ${show(usage)}`);
    }
    const { raw: _raw, ...counts } = toRecord(usage);
    for (const [name, count] of Object.entries(counts)) {
      const inner = typeof count === 'object' && count !== null ? toRecord(count) : { '': count };
      for (const [more, value] of Object.entries(inner)) {
        if (value === undefined || (Number.isFinite(value) && Number(value) >= 0)) continue;
        report('usage-is-a-number', `usage ${name} ${more}is ${String(value)}`);
      }
    }
  }

  function checkMetadata({ type, providerMetadata }: Loose): void {
    if (providerMetadata === undefined || isJson(providerMetadata)) return;
    report('metadata-is-json', `the provider metadata of ${type} is not JSON`);
  }

  return { check, end };
}

function toKind({ type }: Loose): Kind {
  return type.startsWith('text') ? 'text' : 'reasoning';
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isDate(value: unknown): boolean {
  return value === undefined || (value instanceof Date && !Number.isNaN(value.getTime()));
}

/** Whether a value is the same after it was stored as JSON. What is undefined may be lost. */
function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
  } catch {
    return false;
  }
  return isPlain(value);
}

function isPlain(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every(isPlain);
}
