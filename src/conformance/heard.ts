import { canonical, type Loose, parseJson, toLoose, toReason, toRecord, toUsage } from './loose';
import type { Script, StreamPart } from './types';

/** Something that was said, as it is compared: neighbours of one kind are one, an input is JSON with sorted keys. */
export type Spoken =
  | { kind: 'text' | 'reasoning'; text: string }
  | { kind: 'call'; name: string; input: string };

export type Usage = { input: unknown; output: unknown };

/** What a stream or a result comes to. */
export type Heard = {
  spoken: Spoken[];
  reason: string | undefined;
  usage: Usage;
  errors: unknown[];
};

/** What the parts of a stream come to, gathered as the AI SDK does: blocks where they start, calls where they come. */
export function toHeard(parts: readonly StreamPart[]): Heard {
  const items: Spoken[] = [];
  const blocks = new Map<string, { kind: 'text' | 'reasoning'; text: string }>();
  const heard: Heard = { spoken: [], reason: undefined, usage: toUsage(undefined), errors: [] };
  for (const part of parts.map(toLoose)) {
    const [kind, step] = part.type.split('-');
    if (kind === 'text' || kind === 'reasoning') {
      const key = `${kind} ${part.id}`;
      if (step === 'start') {
        const block = { kind, text: '' } as const;
        blocks.set(key, block);
        items.push(block);
      }
      const block = blocks.get(key);
      if (step === 'delta' && block) block.text += part.delta;
      if (step === 'end') blocks.delete(key);
    }
    if (part.type === 'tool-call') items.push(toSpokenCall(part));
    if (part.type === 'error') heard.errors.push(part.error);
    if (part.type === 'finish') {
      heard.reason = toReason(part.finishReason);
      heard.usage = toUsage(part.usage);
    }
  }
  heard.spoken = merge(items);
  return heard;
}

/** What the result of doGenerate comes to. */
export function resultToHeard(result: object): Heard {
  const { content, finishReason, usage } = toRecord(result);
  const items = (Array.isArray(content) ? (content as Loose[]) : []).flatMap((item): Spoken[] => {
    if (item.type === 'tool-call') return [toSpokenCall(item)];
    if (item.type !== 'text' && item.type !== 'reasoning') return [];
    return [{ kind: item.type, text: String(item.text) }];
  });
  return {
    spoken: merge(items),
    reason: toReason(finishReason),
    usage: toUsage(usage),
    errors: [],
  };
}

/** What a script says, in the same form. An input that a limit cut short makes no call. */
export function scriptToSpoken(script: Script): Spoken[] {
  return merge(
    script.says.flatMap((said): Spoken[] => {
      const text = said.deltas.join('');
      if (said.type === 'text' || said.type === 'json') return [{ kind: 'text', text }];
      if (said.type === 'reasoning') return [{ kind: 'reasoning', text }];
      if (script.finish === 'length' && parseJson(text) === undefined) return [];
      return [{ kind: 'call', name: said.name, input: canonical(parseJson(text || '{}')) }];
    }),
  );
}

export function textOf(spoken: readonly Spoken[], kind: 'text' | 'reasoning'): string {
  return spoken.map((item) => (item.kind === kind ? item.text : '')).join('');
}

export function callsOf(spoken: readonly Spoken[]): Spoken[] {
  return spoken.filter(({ kind }) => kind === 'call');
}

function toSpokenCall({ toolName, input }: Loose): Spoken {
  const value = parseJson(input === '' ? '{}' : input);
  const text = value === undefined ? String(input) : canonical(value);
  return { kind: 'call', name: String(toolName), input: text };
}

function merge(items: readonly Spoken[]): Spoken[] {
  const merged: Spoken[] = [];
  for (const item of items) {
    const last = merged.at(-1);
    if (item.kind === 'call') merged.push(item);
    else if (item.text === '') continue;
    else if (last?.kind === item.kind) last.text += item.text;
    else merged.push({ ...item });
  }
  return merged;
}
