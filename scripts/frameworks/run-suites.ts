import type { Case, CaseResult, Suite } from './case';
import { type Face, withLab } from './lab';

const LIMIT_MS = 60_000;

/** Runs in a consumer's folder: prints the results as JSON in its last line, and ends the process. */
export async function runSuites(face: Face, suites: Suite[]): Promise<never> {
  const results: CaseResult[] = [];
  for (const { title, package: name, cases } of suites) {
    for (const each of cases) {
      const error = await withLab(face, (lab) => limited(each.run(lab))).then(
        () => undefined,
        wordsOf,
      );
      results.push({ title, package: name, name: each.name, ...toVerdict(each, error) });
    }
  }
  // Frameworks leave timers and sockets open.
  process.stdout.write(`\n${JSON.stringify(results)}\n`, () => process.exit(0));
  return new Promise(() => {});
}

function toVerdict({ exception }: Case, error: string | undefined) {
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
