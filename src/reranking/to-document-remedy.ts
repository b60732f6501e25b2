import { toFirewallRemedy } from '../http/firewall';
import { describeTexts, namesOf, toNamedTexts } from '../http/refused-texts';
import { isBlank } from '../json/is-blank';

/** The most documents of one request (heroku-surface.md §3). */
const MAX_DOCUMENTS = 1000;

/** What is wrong with the texts of a request that was refused, as far as it can be seen. */
export function toDocumentRemedy(
  statusCode: number,
  body: string,
  { query, documents }: { query: string; documents: readonly string[] },
): string | undefined {
  if (statusCode !== 400) {
    return toFirewallRemedy(statusCode, body, { query, documents: { values: documents } });
  }
  const { length } = documents;
  return describeTexts([
    [
      `longer than ${MAX_DOCUMENTS}: it has ${length}`,
      length > MAX_DOCUMENTS ? ['the list of documents'] : [],
    ],
    ['empty', namesOf([['query', query], ...toNamedTexts('documents', documents)], isBlank)],
  ]);
}
