import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';

type Part = LanguageModelV2StreamPart;
type Kind = 'text' | 'reasoning';
type ToolInput = { name: string; text: string; isOpen: boolean };

/**
 * What is wrong with the parts of one answer, in words; nothing if they are well formed. Written from what the AI SDK
 * depends on (language-model-v2.md D) and from design.md §3, and shares no code with src.
 */
export function problemsOf(parts: readonly Part[]): string[] {
  const checker = new Checker();
  parts.forEach((part, at) => {
    checker.check(part, at);
  });
  checker.end(parts);
  return checker.problems;
}

/** Throws with all that is wrong. */
export function assertWellFormed(parts: readonly Part[]): void {
  const problems = problemsOf(parts);
  if (problems.length === 0) return;
  throw new Error(
    `The parts are not well formed:\n${[...problems, ...parts.map(show)].join('\n')}`,
  );
}

/** Finish reasons that stand for an error without words (field-reports.md A4). */
const BY_NAME: unknown[] = ['error', 'malformed_tool_use', 'malformed_model_output'];

function rawReasonOf({ providerMetadata }: Extract<Part, { type: 'finish' }>): unknown {
  return providerMetadata?.heroku?.rawFinishReason;
}

class Checker {
  readonly problems: string[] = [];
  private readonly blockIds = new Set<string>();
  private block: { kind: Kind; id: string } | undefined;
  private readonly inputs = new Map<string, ToolInput>();
  private readonly callIds = new Set<string>();
  private errors = 0;
  private finished = false;

  check(part: Part, at: number): void {
    if ((at === 0) !== (part.type === 'stream-start')) {
      this.say(`part ${at} is ${part.type}: stream-start is the first part, and only that`);
    }
    if (this.finished) this.say(`part ${at} comes after finish: ${part.type}`);
    switch (part.type) {
      case 'text-start':
        return this.startBlock('text', part.id);
      case 'reasoning-start':
        return this.startBlock('reasoning', part.id);
      case 'text-delta':
        return this.addToBlock('text', part);
      case 'reasoning-delta':
        return this.addToBlock('reasoning', part);
      case 'text-end':
        return this.endBlock('text', part.id);
      case 'reasoning-end':
        return this.endBlock('reasoning', part.id);
      case 'tool-input-start':
        return this.startInput(part);
      case 'tool-input-delta':
        return this.addToInput(part);
      case 'tool-input-end':
        return this.endInput(part.id);
      case 'tool-call':
        return this.checkCall(part);
      case 'error':
        this.errors++;
        if (!(part.error instanceof Error)) this.say('the error of an error part is no Error');
        return;
      case 'finish':
        this.finished = true;
        return this.checkFinish(part);
      case 'response-metadata':
        if (part.timestamp !== undefined && Number.isNaN(part.timestamp.getTime())) {
          this.say('the timestamp is an invalid date');
        }
        return;
      case 'stream-start':
      case 'raw':
        return;
      default:
        this.say(`a part that this provider never sends: ${show(part)}`);
    }
  }

  end(parts: readonly Part[]): void {
    if (parts.length === 0) this.say('no part at all');
    if (!this.finished) this.say('no finish');
    if (this.block) this.say(`${this.block.kind} block ${this.block.id} has no end`);
    for (const [id, input] of this.inputs) {
      if (input.isOpen) this.say(`the input of call ${id} has no end`);
    }
  }

  private say(problem: string): void {
    this.problems.push(problem);
  }

  private startBlock(kind: Kind, id: string): void {
    if (this.block) this.say(`${kind} ${id} starts while ${this.block.kind} is open`);
    if (this.blockIds.has(id)) this.say(`block id ${id} is used twice`);
    this.checkText('block id', id);
    this.blockIds.add(id);
    this.block = { kind, id };
  }

  private addToBlock(kind: Kind, { id, delta }: { id: string; delta: string }): void {
    if (!this.isOpen(kind, id)) this.say(`a delta of ${kind} ${id}, which is not open`);
    this.checkText(`delta of ${kind}`, delta);
  }

  private endBlock(kind: Kind, id: string): void {
    if (!this.isOpen(kind, id)) this.say(`the end of ${kind} ${id}, which is not open`);
    this.block = undefined;
  }

  private isOpen(kind: Kind, id: string): boolean {
    return this.block?.kind === kind && this.block.id === id;
  }

  private startInput({ id, toolName }: { id: string; toolName: string }): void {
    if (this.block) this.say(`the input of call ${id} starts while ${this.block.kind} is open`);
    if (this.inputs.has(id)) this.say(`the input of call ${id} starts twice`);
    this.checkText('tool-call id', id);
    this.checkText('tool name', toolName);
    this.inputs.set(id, { name: toolName, text: '', isOpen: true });
  }

  private addToInput({ id, delta }: { id: string; delta: string }): void {
    const input = this.inputs.get(id);
    if (!input?.isOpen) return this.say(`a delta of the input of call ${id}, which is not open`);
    this.checkText('delta of a tool input', delta);
    input.text += delta;
  }

  private endInput(id: string): void {
    const input = this.inputs.get(id);
    if (!input?.isOpen) return this.say(`the end of the input of call ${id}, which is not open`);
    input.isOpen = false;
  }

  private checkCall(call: { toolCallId: string; toolName: string; input: string }): void {
    const { toolCallId: id, toolName, input: text } = call;
    const input = this.inputs.get(id);
    if (this.errors > 0) this.say(`call ${id} comes after an error`);
    if (this.callIds.has(id)) this.say(`call ${id} comes twice`);
    this.callIds.add(id);
    if (input === undefined) return this.say(`call ${id} comes without its input`);
    if (input.isOpen) this.say(`call ${id} comes before the end of its input`);
    if (input.name !== toolName) this.say(`call ${id} is of ${toolName}, not of ${input.name}`);
    if (input.text !== text) this.say(`the deltas of call ${id} do not add up to its input`);
  }

  private checkFinish(finish: Extract<Part, { type: 'finish' }>): void {
    const { finishReason, usage } = finish;
    const isErrorByName = finishReason === 'error' && BY_NAME.includes(rawReasonOf(finish));
    if (!isErrorByName && (finishReason === 'error') !== this.errors > 0) {
      this.say(`${this.errors} error parts, but finish ${finishReason}`);
    }
    if (finishReason === 'tool-calls' && this.callIds.size === 0) {
      this.say('finish tool-calls without any call');
    }
    if (finishReason === 'error' && this.callIds.size > 0) {
      this.say('a call in an answer that went wrong');
    }
    for (const [name, count] of Object.entries(usage)) {
      if (count !== undefined && !(Number.isFinite(count) && count >= 0)) {
        this.say(`usage ${name} is ${count}`);
      }
    }
  }

  private checkText(what: string, text: unknown): void {
    if (typeof text !== 'string' || text === '') this.say(`${what} is ${JSON.stringify(text)}`);
  }
}

function show(part: Part): string {
  return part.type === 'error' ? `error: ${String(part.error)}` : JSON.stringify(part);
}
