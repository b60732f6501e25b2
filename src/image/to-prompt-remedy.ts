import { toFirewallRemedy } from '../http/firewall';
import { describeTexts, namesOf } from '../http/refused-texts';
import { isBlank } from '../json/is-blank';

/** The most characters of a prompt (heroku-surface.md §2). */
const MAX_PROMPT_CHARACTERS = 10_000;

/** What is wrong with the prompts of a request that was refused, as far as it can be seen. */
export function toPromptRemedy(
  statusCode: number,
  body: string,
  { prompt, negativePrompt }: { prompt: string; negativePrompt: string | undefined },
): string | undefined {
  const prompts = { prompt, ...(negativePrompt && { negativePrompt }) };
  if (statusCode !== 400) return toFirewallRemedy(statusCode, body, prompts);
  const texts = Object.entries(prompts);
  const isLong = (text: string) => [...text].length > MAX_PROMPT_CHARACTERS;
  return describeTexts([
    ['empty', namesOf(texts, isBlank)],
    [`longer than ${MAX_PROMPT_CHARACTERS} characters`, namesOf(texts, isLong)],
  ]);
}
