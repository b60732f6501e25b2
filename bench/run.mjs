/** `npm run bench [section ...]`: ratios within this run; absolute times say nothing about another machine. */
import * as sections from './sections.mjs';

const ALL = [
  'textDeltas',
  'otherDeltas',
  'toolArguments',
  'wholeResponse',
  'wholeStreamText',
  'latency',
  'memory',
  'coldImport',
  'requestBuilding',
];

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : ALL) {
  const section = sections[name];
  if (section === undefined) {
    console.error(`No section "${name}". There are: ${ALL.join(', ')}.`);
    process.exit(2);
  }
  await section();
}
