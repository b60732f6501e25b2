// npm run road: the files between the bytes of an answer and its stream parts, by V8's coverage, with the lines of code that
// run and those that there are. `npm run road -- --update` writes their names into CONTRIBUTING.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { measureRoads } from './road/measure-roads.mjs';
import { putReadingOrder } from './road/reading-order.mjs';

const CONTRIBUTING = new URL('../CONTRIBUTING.md', import.meta.url);

const roads = await measureRoads();
for (const [name, files] of Object.entries(roads)) {
  console.log(`\n${name}\n  run of lines`);
  printFiles(files.filter(({ isRoad }) => isRoad));
  console.log('beside the road');
  printFiles(files.filter(({ isRoad }) => !isRoad));
}

const text = readFileSync(CONTRIBUTING, 'utf8');
const updated = putReadingOrder(text, roads);
if (process.argv.includes('--update')) writeFileSync(CONTRIBUTING, updated);
else if (updated !== text) {
  console.error('The reading order in CONTRIBUTING.md is another one: npm run road -- --update');
  process.exitCode = 1;
}

function printFiles(files) {
  for (const { file, run, all } of files) printRow(run, all, file);
  const sum = (key) => files.reduce((total, entry) => total + entry[key], 0);
  printRow(sum('run'), sum('all'), `in ${files.length} files`);
}

function printRow(run, all, name) {
  console.log(`${String(run).padStart(5)}${String(all).padStart(9)}  ${name}`);
}
