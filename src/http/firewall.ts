import { listSome } from '../json/list-some';

/** What the firewall in front of Heroku is known to block (heroku-surface.md §0.6, heroku-api.md §4), none of it exactly. */
const BLOCKED: readonly [kind: string, pattern: RegExp][] = [
  [
    'the URL of a private host',
    /https?:\/\/(localhost\b|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/i,
  ],
  ['a cloud metadata path', /\/latest\/meta-data/i],
  ['a relative or system path', /\.\.[/\\]|\/etc\/(passwd|shadow|hosts)/i],
  ['SQL', /\b(select\b[\s\S]{1,200}\bfrom|insert\s+into|delete\s+from|drop\s+table)\b/i],
  ['HTML or JSX', /<\/?[a-z][^<>]{0,200}>/i],
  ['template braces', /\{\{|\}\}/],
  ['JIRA markup', /\{(code|noformat|quote|panel|color)\b/i],
  ['an ellipsis before a line break', /\.\.\.\r?\n/],
  ['many Markdown links', /(?:\]\(https?:[^()\s]{1,200}\)[^[\]]{0,40}\[[^[\]]{1,80}){3}/i],
];

/** The texts of a request, by the names that a caller has for them. */
type Texts = Record<string, string | { values: readonly string[]; offset?: number }>;

/**
 * Which of the texts of a request hold something that the firewall is known to block, as in `values[2] (SQL)`. Undefined if
 * none does, and for an answer that is not the firewall's: its 403 is an HTML page, Heroku's own is JSON.
 */
export function toFirewallRemedy(
  statusCode: number,
  body: string,
  texts: Texts,
): string | undefined {
  if (statusCode !== 403 || /^\s*[{["]/.test(body)) return undefined;
  const suspects = Object.entries(texts).flatMap(([name, given]) => {
    if (typeof given === 'string') return toSuspects(name, given);
    const { values, offset = 0 } = given;
    return values.flatMap((value, index) => toSuspects(`${name}[${index + offset}]`, value));
  });
  if (suspects.length === 0) return undefined;
  return `A firewall blocked the request text, probably ${listSome(suspects)}: rephrase or encode it.`;
}

function toSuspects(name: string, text: string): string[] {
  const kinds = BLOCKED.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
  return kinds.length > 0 ? [`${name} (${kinds.join(', ')})`] : [];
}
