/** Where a command prints, asks and reads from. Tests have their own. */
export type Terminal = {
  /** One or more lines of output. */
  print(text: string): void;
  /** Progress and errors, apart from the output. */
  note(text: string): void;
  /** Whether a person reads the output, so that colours serve. */
  colours: boolean;
  /** Whether a person can answer a question. */
  interactive: boolean;
  /** Asks a question of yes or no. */
  ask(question: string): Promise<boolean>;
  /** Aborted by Ctrl-C or SIGTERM. */
  interrupted: AbortSignal;
  fetch: typeof globalThis.fetch;
};

export type Paint = Record<'bold' | 'dim' | 'green' | 'yellow' | 'red', (text: string) => string>;

/** Colours on a terminal, and plain text elsewhere. */
export function createPaint({ colours }: Pick<Terminal, 'colours'>): Paint {
  const code = (start: number, end: number) => (text: string) =>
    colours ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  return {
    bold: code(1, 22),
    dim: code(2, 22),
    green: code(32, 39),
    yellow: code(33, 39),
    red: code(31, 39),
  };
}

/** Columns padded to their widest cell. The first row is the heading. */
export function toColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
