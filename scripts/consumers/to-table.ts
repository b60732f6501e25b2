/** Rows of cells, the first of them the header, as a Markdown table. */
export function toTable([header = [], ...rows]: string[][]): string {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
