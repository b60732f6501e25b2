import { canonical, type Loose, parseJson, toLoose, toReason, toRecord, toUsage } from './loose';
import type { Script, StreamPart } from './types';

/** An item of content in the form in which it is compared: neighbours of one kind are joined, an input is JSON with sorted keys. */
export type ContentItem =
  | { kind: 'text' | 'reasoning'; text: string }
  | { kind: 'call'; name: string; input: string };

export type Usage = { input: unknown; output: unknown };

/** The content and the finish of a stream or a result, for comparison. */
export type Received = {
  items: ContentItem[];
  reason: string | undefined;
  usage: Usage;
  errors: unknown[];
};

/** Gathers the parts of a stream as the AI SDK does: a block stands where it starts, a call where it comes. */
export function toReceived(parts: readonly StreamPart[]): Received {
  const items: ContentItem[] = [];
  const blocks = new Map<string, { kind: 'text' | 'reasoning'; text: string }>();
  const received: Received = {
    items: [],
    reason: undefined,
    usage: toUsage(undefined),
    errors: [],
  };
  for (const part of parts.map(toLoose)) {
    readBlock(part);
    if (part.type === 'tool-call') items.push(toCallItem(part));
    if (part.type === 'error') received.errors.push(part.error);
    if (part.type === 'finish') {
      received.reason = toReason(part.finishReason);
      received.usage = toUsage(part.usage);
    }
  }
  received.items = merge(items);
  return received;

  function readBlock({ type, id, delta }: Loose): void {
    const [kind, step] = type.split('-');
    if (kind !== 'text' && kind !== 'reasoning') return;
    const key = `${kind} ${id}`;
    if (step === 'start') {
      const block = { kind, text: '' } as const;
      blocks.set(key, block);
      items.push(block);
    }
    const block = blocks.get(key);
    if (step === 'delta' && block) block.text += delta;
    if (step === 'end') blocks.delete(key);
  }
}

/** Reads the result of doGenerate in the same form. */
export function resultToReceived(result: object): Received {
  const { content, finishReason, usage } = toRecord(result);
  const items = (Array.isArray(content) ? (content as Loose[]) : []).flatMap(
    (item): ContentItem[] => {
      if (item.type === 'tool-call') return [toCallItem(item)];
      if (item.type !== 'text' && item.type !== 'reasoning') return [];
      return [{ kind: item.type, text: String(item.text) }];
    },
  );
  return {
    items: merge(items),
    reason: toReason(finishReason),
    usage: toUsage(usage),
    errors: [],
  };
}

/** Reads a script in the same form. An input that a limit cut short makes no call. */
export function scriptToSpoken(script: Script): ContentItem[] {
  return merge(
    script.says.flatMap((said): ContentItem[] => {
      const text = said.deltas.join('');
      if (said.type === 'text' || said.type === 'json') return [{ kind: 'text', text }];
      if (said.type === 'reasoning') return [{ kind: 'reasoning', text }];
      if (script.finish === 'length' && parseJson(text) === undefined) return [];
      return [{ kind: 'call', name: said.name, input: canonical(parseJson(text || '{}')) }];
    }),
  );
}

export function textOf(items: readonly ContentItem[], kind: 'text' | 'reasoning'): string {
  return items.map((item) => (item.kind === kind ? item.text : '')).join('');
}

export function callsOf(items: readonly ContentItem[]): ContentItem[] {
  return items.filter(({ kind }) => kind === 'call');
}

function toCallItem({ toolName, input }: Loose): ContentItem {
  const value = parseJson(input === '' ? '{}' : input);
  const text = value === undefined ? String(input) : canonical(value);
  return { kind: 'call', name: String(toolName), input: text };
}

function merge(items: readonly ContentItem[]): ContentItem[] {
  const merged: ContentItem[] = [];
  for (const item of items) {
    const last = merged.at(-1);
    if (item.kind === 'call') merged.push(item);
    else if (item.text === '') continue;
    else if (last?.kind === item.kind) last.text += item.text;
    else merged.push({ ...item });
  }
  return merged;
}
