import { readFile } from 'node:fs/promises';
import type { Suite } from '../case';
import { toRow } from '../tracing/to-row';
import type { Tracer } from '../tracing/tracer';

/** The page as it is in the package that is installed. */
const PAGE = 'node_modules/ai-sdk-provider-heroku/docs/frameworks.md';

/** @param sdk majors of the AI SDK, as in the page's table. */
export const tracing = (sdk: number, tracers: Tracer[]): Suite[] =>
  tracers.map(({ tool, package: name, open }) => ({
    title: `Tracing: ${tool}`,
    package: name,
    cases: [
      {
        name: 'the row of docs/frameworks.md; no secret of the provider in a span',
        async run(lab) {
          const row = `| ${[tool, sdk, ...(await toRow(lab, await open()))].join(' | ')} |`;
          const page = await readFile(PAGE, 'utf8');
          lab.check(page.includes(row), `The page does not have this row:\n${row}`);
        },
      },
    ],
  }));
