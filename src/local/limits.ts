import type { ScriptedAnswer } from './answers';
import { argumentsText, CHARACTERS_PER_TOKEN } from './completion';
import type { ChatBody } from './wire';

/** The answer cut where `stop` and `max_tokens` say so. */
export function withinLimits(answer: ScriptedAnswer, body: ChatBody): ScriptedAnswer {
  const limit = body.max_tokens ?? body.max_completion_tokens;
  const stopped = untilStop(answer, body.stop ?? []);
  return limit === undefined ? stopped : untilLength(stopped, limit * CHARACTERS_PER_TOKEN);
}

function untilStop(answer: ScriptedAnswer, sequences: string[]): ScriptedAnswer {
  const { text = '', toolCalls: _, ...rest } = answer;
  const hits = sequences.filter(Boolean).map((sequence) => text.indexOf(sequence));
  const at = Math.min(...hits.filter((hit) => hit >= 0));
  return Number.isFinite(at) ? { ...rest, text: text.slice(0, at), finishReason: 'stop' } : answer;
}

/** Spends the allowed characters on thinking, text and arguments, in this order; what is left over is not sent. */
function untilLength(answer: ScriptedAnswer, characters: number): ScriptedAnswer {
  let left = characters;
  let cut = false;
  const spend = (text: string): string => {
    const kept = head(text, left);
    cut ||= kept.length < text.length;
    left -= kept.length;
    return kept;
  };
  const reasoning = answer.reasoning && cutThinking(answer.reasoning, spend);
  const text = answer.text === undefined ? undefined : spend(answer.text);
  const toolCalls = answer.toolCalls?.flatMap((call) => {
    if (cut) return [];
    return [{ ...call, arguments: spend(argumentsText(call)) }];
  });
  return cut ? { ...answer, reasoning, text, toolCalls, finishReason: 'length' } : answer;
}

/** Thinking that was cut off never got its signature. */
function cutThinking(
  reasoning: NonNullable<ScriptedAnswer['reasoning']>,
  spend: (text: string) => string,
): ScriptedAnswer['reasoning'] {
  if (reasoning.thinking === undefined) return reasoning;
  const thinking = spend(reasoning.thinking);
  return thinking === reasoning.thinking ? reasoning : { thinking, signature: null };
}

/** The first characters of a text, never half a surrogate pair. */
function head(text: string, count: number): string {
  const whole = text.slice(0, Math.max(0, count));
  return whole.isWellFormed() ? whole : whole.slice(0, -1);
}
