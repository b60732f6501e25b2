const MARKS = /(<!-- road -->\n)[\s\S]*(<!-- end of road -->)/;

/** The text of CONTRIBUTING.md with the files of the roads; those that two roads share are named once. */
export function putReadingOrder(text, roads) {
  const named = new Set();
  const lists = Object.entries(roads).map(([name, files]) => {
    const fresh = files.filter(({ file, isRoad }) => isRoad && !named.has(file));
    for (const { file } of fresh) named.add(file);
    return `- ${name}: ${fresh.map(({ file }) => `\`${file.slice(4)}\``).join(', ')}\n`;
  });
  return text.replace(MARKS, (_all, start, end) => start + lists.join('') + end);
}
