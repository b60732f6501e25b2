/** Prints rows of cells under a title, columns aligned. */
export function printTable(title, header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  console.log(`\n${title}`);
  for (const [index, row] of cells.entries()) {
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')}`,
    );
    if (index === 0) console.log(`  ${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  }
}

export function times(value) {
  return Number.isNaN(value) ? '-' : `${value.toFixed(2)}x`;
}

export function spread({ failed, median, low, high }) {
  return failed
    ? `fails: ${failed}`
    : `${median.toFixed(1)} ms (${low.toFixed(1)}-${high.toFixed(1)})`;
}

/** A ratio beside the most that it may be. */
export function verdict(value, most) {
  return `${value <= most ? 'ok' : 'MISSED'} (at most ${most})`;
}
