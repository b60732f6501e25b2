/**
 * Times contestants in turns within one run, so that whatever slows the machine slows them all. A contestant that throws is
 * out, with its reason. Returns name -> { median, low, high } in milliseconds (low and high: quartiles), or { failed }.
 */
export async function measure(contestants, { rounds = 9, warmUp = 2 } = {}) {
  const times = new Map(Object.keys(contestants).map((name) => [name, []]));
  const failed = new Map();
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      if (failed.has(name)) continue;
      const start = performance.now();
      try {
        await run();
      } catch (error) {
        failed.set(name, String(error?.message ?? error).slice(0, 60));
        continue;
      }
      if (round >= 0) times.get(name).push(performance.now() - start);
    }
  }
  return Object.fromEntries(
    [...times].map(([name, list]) => [
      name,
      failed.has(name) ? { failed: failed.get(name) } : quartiles(list),
    ]),
  );
}

function quartiles(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.round((sorted.length - 1) * share)];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Ratio of two medians; NaN where one is missing. */
export function ratio(results, name, to) {
  return (results[name]?.median ?? Number.NaN) / (results[to]?.median ?? Number.NaN);
}
