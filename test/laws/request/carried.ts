import type { AnyFile } from '../arbitraries/files';
import type { AnyMessage, AnyPart } from '../arbitraries/prompt';
import type { AnyItem, AnyOutput } from '../arbitraries/tool-output';
import { judgeFile, type Verdict } from './judge-file';

/**
 * What a request must carry of a prompt, and in which order:
 * - the system texts, in order, each before everything that follows it in the prompt;
 * - the conversation, in order: what the user says, and the turns of the assistant. User messages that meet are one;
 *   so are assistant messages, until one of their calls is answered;
 * - within a turn the texts in order, then the calls in order;
 * - the results of a turn's calls right after it, wherever the prompt has them, in the order of the calls, and
 *   then their images in the same order;
 * - a result without a call stands where it is, as something the user says.
 * - while the model thinks, the first signed thinking of the turn's messages with it; other reasoning is not sent,
 *   nor is that of a message which says and does nothing else.
 * Blank text carries nothing. A file that cannot be sent is a line of text where it stands.
 */
export type Carried = { systems: string[]; entries: Entry[]; files: Verdict['kind'][] };

export type Entry = UserEntry | TurnEntry;

/** How many system messages come before: at least `atLeast`, and `atMost` what may come with it. */
type Place = { atLeast: number; atMost: number };

export type UserEntry = Place & { kind: 'user'; items: UserItem[] };

type UserItem =
  | { kind: 'text'; text: string }
  | Extract<Verdict, { kind: 'image' }>
  | { kind: 'stray'; result: CarriedResult }
  | { kind: 'described' };

/** Stands for the line of text that describes a file which cannot be sent. */
export const DESCRIBED = '\ue000';

export type TurnEntry = Place & {
  kind: 'turn';
  texts: string[];
  calls: CarriedCall[];
  thinking?: Replay;
};

/** What Heroku signed, as it has to come back. */
type Replay = { thinking?: string; signature?: string; redacted_thinking?: string };

export type CarriedCall = {
  id: string;
  name: string;
  input: unknown;
  answer?: CarriedResult;
};

/** `exact`: the result is this text and no more; else it holds these pieces in order. */
export type CarriedResult = {
  exact: boolean;
  pieces: string[];
  images: Extract<Verdict, { kind: 'image' }>[];
};

export function toCarried(prompt: readonly AnyMessage[]): Carried {
  const reader = new PromptReader();
  for (const message of prompt) reader.read(message);
  return reader.end();
}

export const isBlank = (text: string): boolean => text.trim() === '';

class PromptReader {
  private readonly carried: Carried = { systems: [], entries: [], files: [] };
  private readonly unanswered = new Map<string, CarriedCall[]>();
  /** The turn that still grows. */
  private turn: TurnEntry | undefined;
  /** Of a message that says nothing else: it belongs to the next one. */
  private loneThinking: Replay | undefined;

  read({ role, content }: AnyMessage): void {
    if (typeof content === 'string') this.system(content);
    else if (role === 'user') this.user(content.flatMap((part) => this.toUserItems(part)));
    else this.replies(role, content);
  }

  end(): Carried {
    const spoken = this.carried.entries.filter(
      (entry) => entry.kind === 'user' || entry.texts.length > 0 || entry.calls.length > 0,
    );
    return { ...this.carried, entries: mergeUsers(spoken) };
  }

  private system(text: string): void {
    if (!isBlank(text)) this.carried.systems.push(text.toWellFormed());
  }

  private user(items: UserItem[]): void {
    const at = this.carried.systems.length;
    this.carried.entries.push({ kind: 'user', items, atLeast: at, atMost: at });
    this.turn = undefined;
    this.loneThinking = undefined;
  }

  private replies(role: string, parts: AnyPart[]): void {
    const thinking = toReplay(parts) ?? this.loneThinking;
    if (role === 'assistant') this.loneThinking = thinking;
    let text = '';
    const endText = () => {
      if (!isBlank(text)) this.grow(thinking).texts.push(text.toWellFormed());
      text = '';
    };
    if (role === 'assistant' && this.turn) this.turn.atMost = this.carried.systems.length;
    for (const part of parts) {
      switch (part.type) {
        case 'text':
          text += part.text;
          break;
        case 'file':
          text += this.toAssistantText(part as unknown as AnyFile);
          break;
        case 'tool-call':
          this.call(part, thinking);
          break;
        case 'tool-result':
          endText();
          this.result(part);
          break;
        case 'reasoning':
        case 'tool-approval-response':
          break;
        default:
          this.carried.files.push('refused');
      }
    }
    endText();
  }

  private toUserItems(part: AnyPart): UserItem[] {
    if (part.type === 'text') return toTextItems(part.text as string);
    const verdict: Verdict =
      part.type === 'file' ? judgeFile(part as unknown as AnyFile) : { kind: 'refused' };
    this.carried.files.push(verdict.kind);
    if (verdict.kind === 'text') return toTextItems(verdict.text);
    return [verdict.kind === 'image' ? verdict : { kind: 'described' }];
  }

  /** An assistant cannot send images (heroku-api.md §1.3: its content is a string). */
  private toAssistantText(file: AnyFile): string {
    const verdict = judgeFile(file);
    const isText = verdict.kind === 'text';
    this.carried.files.push(isText ? 'text' : 'refused');
    return isText ? verdict.text : DESCRIBED;
  }

  private call({ toolCallId, toolName, input }: AnyPart, thinking: Replay | undefined): void {
    const id = toolCallId as string;
    const call: CarriedCall = { id, name: toolName as string, input };
    this.grow(thinking).calls.push(call);
    this.unanswered.set(id, [...(this.unanswered.get(id) ?? []), call]);
  }

  /** A result answers the first call of its id that has none. */
  private result({ toolCallId, output }: AnyPart): void {
    const result = toCarriedResult(output as AnyOutput);
    const call = this.unanswered.get(toolCallId as string)?.shift();
    if (call === undefined) return this.user([{ kind: 'stray', result }]);
    call.answer = result;
    if (this.turn?.calls.includes(call)) this.turn = undefined;
  }

  private grow(thinking: Replay | undefined): TurnEntry {
    const at = this.carried.systems.length;
    if (this.turn === undefined) {
      this.turn = { kind: 'turn', texts: [], calls: [], atLeast: at, atMost: at };
      this.carried.entries.push(this.turn);
    }
    this.turn.atLeast = at;
    this.turn.atMost = at;
    this.turn.thinking ??= thinking;
    if (thinking) this.loneThinking = undefined;
    return this.turn;
  }
}

/** The first thinking that Heroku signed, byte for byte: the text up to the signature, and the signature. */
function toReplay(parts: AnyPart[]): Replay | undefined {
  let thinking = '';
  for (const { type, text, providerOptions } of parts) {
    if (type !== 'reasoning') continue;
    thinking += text;
    const { heroku } = (providerOptions ?? {}) as { heroku?: Replay };
    if (heroku?.signature) return { thinking, ...heroku };
    if (heroku?.redacted_thinking) return thinking ? { thinking, ...heroku } : heroku;
  }
  return undefined;
}

const toTextItems = (text: string): UserItem[] =>
  isBlank(text) ? [] : [{ kind: 'text', text: text.toWellFormed() }];

function mergeUsers(entries: Entry[]): Entry[] {
  const merged: Entry[] = [];
  for (const entry of entries) {
    const last = merged.at(-1);
    if (entry.kind === 'user' && last?.kind === 'user') {
      const atLeast = entry.items.length > 0 ? entry.atLeast : last.atLeast;
      merged.pop();
      merged.push({ ...entry, items: [...last.items, ...entry.items], atLeast });
    } else merged.push(entry);
  }
  return merged;
}

function toCarriedResult(output: AnyOutput): CarriedResult {
  const exactly = (text: string): CarriedResult => ({
    exact: true,
    pieces: isBlank(text) ? [] : [text.toWellFormed()],
    images: [],
  });
  switch (output.type) {
    case 'text':
    case 'error-text':
      return exactly(output.value as string);
    case 'json':
      return exactly(JSON.stringify(wellFormed(output.value)) ?? '');
    case 'error-json':
      // A string is the text of an error.
      return exactly(
        typeof output.value === 'string'
          ? output.value
          : (JSON.stringify(wellFormed(output.value)) ?? ''),
      );
    case 'execution-denied':
      return { ...exactly(output.reason?.trim() ?? ''), exact: false };
    case 'content':
      return toCarriedContent(output.value as AnyItem[]);
    default:
      return { exact: false, pieces: [output.type], images: [] };
  }
}

function toCarriedContent(items: AnyItem[]): CarriedResult {
  const pieces: string[] = [];
  const images: CarriedResult['images'] = [];
  for (const item of items) {
    const verdict = item.type === 'text' ? toText(item) : judgeItem(item);
    if (verdict.kind === 'image') images.push(verdict);
    else if (verdict.kind !== 'text') pieces.push(item.type);
    else if (!isBlank(verdict.text)) pieces.push(verdict.text.toWellFormed());
  }
  return { exact: false, pieces, images };
}

const toText = ({ text }: AnyItem): Verdict => ({ kind: 'text', text: text as string });

function judgeItem({ type, data, url, mediaType }: AnyItem): Verdict {
  const isImage = type.startsWith('image-') || (mediaType as string | undefined) === 'image';
  return judgeFile({
    data: data ?? url,
    mediaType: (mediaType as string | undefined) ?? (isImage ? 'image' : undefined),
  });
}

/** The value with each lone surrogate replaced, in keys too, as it can travel. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]),
  );
}
