import { type Case, type CaseResult, Skipped, type Suite } from './case';
import { type Face, withLab } from './lab';

const LIMIT_MS = 60_000;

/**
 * Runs in a consumer's folder: prints the results as JSON in its last line, and ends the process. Arguments are parts of titles: only
 * suites that have one of them are run.
 */
export async function runSuites(face: Face, suites: Suite[]): Promise<never> {
  const results: CaseResult[] = [];
  const words = process.argv.slice(2).map((word) => word.toLowerCase());
  const isAsked = ({ title }: Suite) =>
    words.length === 0 || words.some((word) => title.toLowerCase().includes(word));
  for (const { title, package: name, cases } of suites.filter(isAsked)) {
    for (const each of cases) {
      const error = await withLab(face, (lab) => limited(each.run(lab))).then(
        () => undefined,
        (error: unknown) => (error instanceof Skipped ? error : wordsOf(error)),
      );
      results.push({ title, package: name, name: each.name, ...toVerdict(each, error) });
    }
  }
  // Frameworks leave timers and sockets open.
  process.stdout.write(`\n${JSON.stringify(results)}\n`, () => process.exit(0));
  return new Promise(() => {});
}

function toVerdict({ exception }: Case, error: string | Skipped | undefined) {
  if (error instanceof Skipped) return { cell: 'not run', skipped: error.message };
  if (!exception) return error === undefined ? { cell: 'yes' } : { cell: 'NO', failure: error };
  if (error === undefined) return { cell: 'yes', failure: `It works: ${exception.reason} no more` };
  const cell = `no: ${exception.reason}`;
  return exception.error.test(error) ? { cell } : { cell, failure: error };
}

const wordsOf = (error: unknown) => String(error instanceof Error ? error.stack : error);

async function limited(running: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It waits for something')), LIMIT_MS);
  });
  await Promise.race([running, limit]).finally(() => clearTimeout(timer));
}
