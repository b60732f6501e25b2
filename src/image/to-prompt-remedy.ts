import { toFirewallRemedy } from '../http/firewall';
import { describeTexts, isBlank } from '../http/refused-texts';

/** The most characters of a prompt (heroku-surface.md §2). */
const MAX_CHARACTERS = 10_000;

/** What is wrong with the prompts of a request that was refused, as far as it can be seen. */
export function toPromptRemedy(
  statusCode: number,
  body: string,
  prompt: string,
  negativePrompt: string | undefined,
): string | undefined {
  const prompts = { prompt, ...(negativePrompt && { negativePrompt }) };
  if (statusCode !== 400) return toFirewallRemedy(statusCode, body, prompts);
  const namesOf = (isSo: (text: string) => boolean) =>
    Object.entries(prompts).flatMap(([name, text]) => (isSo(text) ? [name] : []));
  return describeTexts([
    ['empty', namesOf(isBlank)],
    [
      `longer than ${MAX_CHARACTERS} characters`,
      namesOf((text) => [...text].length > MAX_CHARACTERS),
    ],
  ]);
}
