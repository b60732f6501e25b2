/** `npm run bench [section ...]`: ratios within this run; absolute times say nothing about another machine. */
import * as sections from './sections.mjs';

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(sections)) {
  const section = sections[name];
  if (section === undefined) {
    console.error(`No section "${name}". There are: ${Object.keys(sections).join(', ')}.`);
    process.exit(2);
  }
  await section();
}
