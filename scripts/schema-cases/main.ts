/**
 * Reads a file of schemas by draft, `{ "draft2020-12": [{ of, schema, valid }], "draft7": [...] }`, makes JSON from each
 * as the local Heroku does, and prints how many of the values ajv accepts, and all others.
 */
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { jsonFromSchema } from '../../src/local/json-from-schema';

type Case = { of: string; schema: object | boolean; valid: unknown[] };
type Verdict = 'accepted' | 'refused' | 'error' | 'ajv cannot judge';

const OPTIONS = { strict: false, logger: false, validateFormats: false } as const;
const JUDGES = { 'draft2020-12': Ajv2020, draft7: Ajv };

const [, , file] = process.argv;
if (file === undefined) throw new Error('Usage: node scripts/schema-cases.mjs FILE');
const drafts = JSON.parse(await readFile(file, 'utf8')) as Record<string, Case[]>;
for (const [draft, judge] of Object.entries(JUDGES)) {
  const results = (drafts[draft] ?? []).map((each) => ({ each, ...judged(each, judge) }));
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  console.log(
    `${draft}: ${results.length} schemas; ${count('accepted')} values accepted, ${count('refused')} refused, ` +
      `${count('error')} errors, ${count('ajv cannot judge')} that ajv cannot judge`,
  );
  for (const { each, verdict, words } of results) {
    if (verdict !== 'accepted')
      console.log(`  ${verdict}: ${each.of} ${JSON.stringify(each.schema)}\n    ${words}`);
  }
}

function judged({ schema, valid }: Case, Judge: typeof Ajv): { verdict: Verdict; words: string } {
  const isValid = toCheck(schema, Judge);
  try {
    const value = jsonFromSchema(schema as Parameters<typeof jsonFromSchema>[0]);
    const words = JSON.stringify(value);
    if (isValid?.(value)) return { verdict: 'accepted', words };
    // A judge that cannot read the schema, or refuses the value of the suite itself, is no judge of it.
    const knows = isValid && valid.every((one) => isValid(one));
    return { verdict: knows ? 'refused' : 'ajv cannot judge', words };
  } catch (error) {
    return { verdict: 'error', words: String(error) };
  }
}

function toCheck(
  schema: object | boolean,
  Judge: typeof Ajv,
): ((value: unknown) => boolean) | undefined {
  try {
    const validate = new Judge(OPTIONS).compile(schema);
    // It recurses without an end on some dynamic references.
    return (value) => {
      try {
        return validate(value) as boolean;
      } catch {
        return false;
      }
    };
  } catch {
    return undefined;
  }
}
