import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

export type FoundExpression = {
  /** Below src. */
  file: string;
  line: number;
  /** As the source has it. */
  text: string;
  /** What it is, unless it is built while the program runs and was not built yet. */
  expressions: RegExp[];
};

/** Each regular expression in src: literals, and those that were built while all modules were loaded and `provoke` ran. */
export async function findExpressions(provoke: () => Promise<unknown>): Promise<FoundExpression[]> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const found = files.flatMap(readFile);
  await recordBuilt(found, async () => {
    for (const file of files)
      if (file !== 'cli/main.ts') await import(/* @vite-ignore */ SRC + file);
    await provoke();
  });
  return found;
}

function readFile(file: string): FoundExpression[] {
  const text = readFileSync(SRC + file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: FoundExpression[] = [];
  const visit = (node: ts.Node): void => {
    const isLiteral = ts.isRegularExpressionLiteral(node);
    if (isLiteral || isBuilt(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const expressions = isLiteral ? [toRegExp(node.text)] : [];
      found.push({ file, line, text: node.getText(), expressions });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isBuilt(node: ts.Node): boolean {
  const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
  return isCall && node.expression.getText() === 'RegExp';
}

function toRegExp(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** Whoever builds an expression while `run` runs is known by the line of src that does. */
async function recordBuilt(found: FoundExpression[], run: () => Promise<unknown>): Promise<void> {
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, args, newTarget) {
      const expression: RegExp = Reflect.construct(target, args, newTarget);
      const [, file, line] = /\/src\/([\w/.-]+\.ts):(\d+)/.exec(new Error().stack ?? '') ?? [];
      const site = found.find(
        (it) => it.file === file && it.line === Number(line) && !it.text.startsWith('/'),
      );
      const isKnown = site?.expressions.some((it) => String(it) === String(expression));
      if (site && !isKnown) site.expressions.push(expression);
      return expression;
    },
  });
  try {
    await run();
  } finally {
    globalThis.RegExp = original;
  }
}
