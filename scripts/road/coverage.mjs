import { Session } from 'node:inspector/promises';
import { SourceMap } from 'node:module';

/** Which characters of a module of this process run between `start` and `stop`, by V8's precise coverage. */
export async function createCoverage(url) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

  async function take() {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result.find((script) => script.url === url)?.functions ?? [];
  }

  return {
    /** Forgets what has run so far. */
    start: take,
    /** The functions that have run since, each with the ranges of it. */
    async stop() {
      const functions = await take();
      return functions.filter(({ ranges }) => ranges[0].count > 0 || ranges.length > 1);
    },
    close: () => session.disconnect(),
  };
}

/**
 * The lines of the sources that ran, by file. A file counts if one of its functions ran; module level code ran before.
 * @param runs what `stop` gave, once for each answer.
 */
export function toLinesRun(code, map, runs) {
  const sources = new SourceMap(map);
  const lines = new Map();
  const starts = toLineStarts(code);
  for (const functions of runs) {
    const hasRun = paint(code.length, functions);
    for (const [line, start] of starts.entries()) {
      const end = starts[line + 1] ?? code.length;
      for (let at = start; at < end; at++) {
        if (hasRun[at] !== 1 || /\s/.test(code[at])) continue;
        const { originalSource, originalLine } = sources.findEntry(line, at - start);
        if (originalSource === undefined) continue;
        if (!lines.has(originalSource)) lines.set(originalSource, new Set());
        lines.get(originalSource).add(originalLine);
      }
    }
  }
  return lines;
}

/** Ranges of inner functions and blocks come behind those around them. */
function paint(length, functions) {
  const hasRun = new Uint8Array(length);
  const ranges = functions.flatMap(({ ranges }) => ranges);
  ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of ranges)
    hasRun.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return hasRun;
}

function toLineStarts(code) {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
