/** Contestants that read 20,000 deltas over HTTP. */
import { drain, floor, models } from './contestants.mjs';

/** @param who `floor`, or a provider. @param url where the stream is. */
export function prepare(who, url) {
  const fetchStream = (_url, init) => fetch(url, { method: 'POST', ...init });
  if (who === 'floor') return () => floor(fetchStream);
  const model = models[who](fetchStream);
  return () => drain(model);
}
