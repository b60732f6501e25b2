/** `npm run bench [-- section ...]`: ratios within this run. `-- --plot` writes the picture of docs/speed.md. */
import { concurrency, idleStream } from './concurrency.mjs';
import { embeddings } from './embeddings.mjs';
import { firstPart } from './first-part.mjs';
import { growth } from './growth.mjs';
import { jsonOutput } from './json-output.mjs';
import { largeInputs } from './large-inputs.mjs';
import { plot } from './plot.mjs';
import { retrieval } from './retrieval.mjs';
import {
  coldImport,
  latency,
  memory,
  otherDeltas,
  requestBuilding,
  textDeltas,
  toolArguments,
  wholeResponse,
  wholeStreamText,
} from './sections.mjs';
import { firstCall, shortCalls } from './short-calls.mjs';
import { targets } from './targets.mjs';

const SECTIONS = new Map(
  [
    textDeltas,
    otherDeltas,
    toolArguments,
    wholeResponse,
    wholeStreamText,
    latency,
    memory,
    coldImport,
    requestBuilding,
    growth,
    shortCalls,
    firstCall,
    largeInputs,
    concurrency,
    idleStream,
    jsonOutput,
    embeddings,
    firstPart,
    retrieval,
    targets,
  ].map((section) => [section.name, section]),
);

const isPlot = process.argv[2] === '--plot';
if (isPlot) await plot();

const wanted = isPlot ? [] : process.argv.slice(2);
for (const name of wanted.length > 0 || isPlot ? wanted : SECTIONS.keys()) {
  const section = SECTIONS.get(name);
  if (section === undefined) {
    console.error(`No section "${name}". There are: ${[...SECTIONS.keys()].join(', ')}.`);
    process.exit(2);
  }
  await section();
}
