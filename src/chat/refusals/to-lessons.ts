import { APICallError } from '@ai-sdk/provider';
import { type Change, fieldsOf, type RequestBody, toFieldChange } from './field-changes';
import { COMPILED_REFUSALS, type Scope } from './known-refusals';
import type { Lessons } from './lessons';
import { type Statement, toStatements } from './to-statements';

/** What must be known of a request to learn from its refusal. */
export type RefusedRequest = {
  body: RequestBody;
  /** The body fields that the caller has put in. */
  extraFields: string[];
};

/** What one refusal teaches, and whether it is about the model, so that it may be remembered. */
export type Lesson = Lessons & { scope: Scope };

/**
 * What a refusal teaches: undefined for an error that is none, for one about the content of messages or tools, and for what
 * this package did not write. Only a 400 counts, also one that came as the first frame or in a body with status 200.
 */
export function toLesson(
  error: unknown,
  request: RefusedRequest,
  { includeUsage }: { includeUsage?: boolean | 'auto' } = {},
): Lesson | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const { statusCode = 0, data, responseBody } = error;
  if (statusCode !== 400 && statusCode !== 200) return undefined;
  for (const statement of toStatements(data ?? responseBody)) {
    const lesson = learnFromStatement(statement, request);
    if (!lesson) continue;
    // Whoever sets includeUsage to true wants usage or an error.
    return includeUsage === true && lesson.omit.includes('stream_options') ? undefined : lesson;
  }
  return undefined;
}

function learnFromStatement(
  { text, quote }: Statement,
  { body, extraFields }: RefusedRequest,
): Lesson | undefined {
  for (const { patterns, change, scope } of COMPILED_REFUSALS) {
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      if (!match) continue;
      const { profile = {}, omit = [] } = toChange(change, match.groups?.fields);
      const named = [...Object.keys(profile), ...omit];
      if (named.length === 0 || fieldsOf({ profile, omit }).some(isSetByCaller)) continue;
      const [rest = ''] = text.slice(match[0].length).split(SENTENCE_END, 1);
      return {
        profile,
        omit,
        reasons: Object.fromEntries(named.map((name) => [name, `Heroku answered "${quote}"`])),
        // What is refused under a condition may be taken at the next call.
        scope: scope === 'model' && CONDITION.test(rest) ? 'beside' : scope,
      };
    }
  }
  return undefined;

  function isSetByCaller(field: string): boolean {
    return extraFields.includes(field);
  }

  function toChange(
    change: Change | ((body: RequestBody) => Change) | undefined,
    fields = '',
  ): Change {
    if (typeof change === 'function') return change(body);
    return change ?? toFieldChange(fields, body, extraFields);
  }
}

/** The body fields in which a request differs from what it would be without lessons. */
export function changedFields(
  before: { text: string; body: Record<string, unknown> },
  after: { text: string; body: Record<string, unknown> },
): string[] {
  if (before.text === after.text) return [];
  const names = new Set([...Object.keys(before.body), ...Object.keys(after.body)]);
  return [...names].filter(
    (name) => JSON.stringify(before.body[name]) !== JSON.stringify(after.body[name]),
  );
}

const SENTENCE_END = /[.;\n](?=\s|$)/;

/** Matches a condition: another setting of the call, beside which something is refused. */
const CONDITION =
  /\b(?:when|while|if|unless|together|combined|combination|alongside|in (?:thinking|adaptive|reasoning) mode|with(?:out)? (?:extended_)?(?:thinking|reasoning|tools?|tool_choice|streaming|stream|temperature|top_[pk]))\b/;
