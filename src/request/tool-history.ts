import type {
  LanguageModelV2Prompt,
  LanguageModelV2ToolCallPart,
  LanguageModelV2ToolResultPart,
} from '@ai-sdk/provider';
import { FORBIDDEN_CHARACTERS, isAccepted, toAlias } from './aliases';

/** A tool call of the history with the id it bears on the wire and the result that answers it, if any does. */
export type AnsweredCall = {
  id: string;
  part: LanguageModelV2ToolCallPart;
  result?: { part: LanguageModelV2ToolResultPart; position: number };
};

/** Which result answers which call. Bedrock wants each call answered exactly once, under an id used once. */
export type ToolHistory = {
  calls: ReadonlyMap<LanguageModelV2ToolCallPart, AnsweredCall>;
  answers: ReadonlyMap<LanguageModelV2ToolResultPart, AnsweredCall>;
};

/** Pairs results with calls: the first unanswered call of the same id, going through the prompt in order. */
export function toToolHistory(prompt: LanguageModelV2Prompt): ToolHistory {
  const calls = new Map<LanguageModelV2ToolCallPart, AnsweredCall>();
  const answers = new Map<LanguageModelV2ToolResultPart, AnsweredCall>();
  const unanswered = new Map<string, AnsweredCall[]>();
  const toId = idAssigner(prompt);

  for (const part of toolParts(prompt)) {
    if (part.type === 'tool-call') {
      const call = { id: toId(part.toolCallId), part };
      calls.set(part, call);
      unanswered.set(part.toolCallId, [...(unanswered.get(part.toolCallId) ?? []), call]);
    } else {
      const call = unanswered.get(part.toolCallId)?.shift();
      if (call === undefined) continue;
      call.result = { part, position: answers.size };
      answers.set(part, call);
    }
  }
  return { calls, answers };
}

function* toolParts(
  prompt: LanguageModelV2Prompt,
): Generator<LanguageModelV2ToolCallPart | LanguageModelV2ToolResultPart> {
  for (const message of prompt) {
    if (message.role !== 'assistant' && message.role !== 'tool') continue;
    for (const part of message.content) {
      if (part.type === 'tool-call' || part.type === 'tool-result') yield part;
    }
  }
}

/** The first call with an accepted id keeps it; odd, long and repeated ids get an alias. */
function idAssigner(prompt: LanguageModelV2Prompt): (id: string) => string {
  const accepted = (id: string) => isAccepted(id, FORBIDDEN_CHARACTERS);
  const taken = new Set<string>();
  for (const part of toolParts(prompt)) if (accepted(part.toolCallId)) taken.add(part.toolCallId);

  const used = new Set<string>();
  return (id) => {
    const wireId = accepted(id) && !used.has(id) ? id : toAlias(id, taken, FORBIDDEN_CHARACTERS);
    used.add(wireId);
    taken.add(wireId);
    return wireId;
  };
}
