import * as v2 from '../../src';
import type { SpecificationVersion } from '../../src/specification/version';
import * as v3 from '../../src/v3';
import * as v4 from '../../src/v4';

export const VERSIONS: SpecificationVersion[] = ['v2', 'v3', 'v4'];

/** `createHeroku` of the entry of each version. Its models are typed as those of v2, for tests that run on all of them. */
export const CREATE = {
  v2: v2.createHeroku,
  v3: v3.createHeroku,
  v4: v4.createHeroku,
} as unknown as Record<SpecificationVersion, typeof v2.createHeroku>;

type Json = Record<string, unknown>;

/** What a stream part, or a result, of v2 is in another version. Each of them has the same metadata. */
export function asVersion<T extends object>(
  version: SpecificationVersion,
  name: string,
  part: T,
): T {
  if (version === 'v2') return part;
  const value = part as Json;
  const { finishReason, usage, warnings } = value as {
    finishReason?: string;
    usage?: Record<string, number | undefined>;
    warnings?: Json[];
  };
  return {
    ...value,
    ...(warnings && { warnings: warnings.map(asWarning) }),
    ...(finishReason && { finishReason: asFinishReason(finishReason, value, name) }),
    ...(usage && { usage: asUsage(usage, rawOf(value, name).usage) }),
  } as T;
}

function rawOf(value: Json, name: string): { rawFinishReason?: string; usage?: Json } {
  return (value.providerMetadata as Record<string, object>)[name] ?? {};
}

function asFinishReason(reason: string, value: Json, name: string): Json {
  const unified = reason === 'unknown' ? 'other' : reason;
  return { unified, raw: rawOf(value, name).rawFinishReason };
}

function asUsage(usage: Record<string, number | undefined>, raw: Json | undefined): Json {
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = usage;
  return {
    // What was written to the cache v2 does not tell: it has a table of its own.
    inputTokens: { total: inputTokens, cacheRead: cachedInputTokens },
    outputTokens: {
      total: outputTokens,
      text: minus(outputTokens, reasoningTokens),
      reasoning: reasoningTokens,
    },
    ...(raw && { raw }),
  };
}

function minus(total: number | undefined, part: number | undefined): number | undefined {
  if (total === undefined || part === undefined || part > total) return undefined;
  return total - part;
}

function asWarning({ type, setting, tool, details, ...rest }: Json): Json {
  if (type === 'other') return { type, ...rest };
  const isChange = / is sent as /.test(String(details));
  const feature = setting ?? `tool ${(tool as { name: string }).name}`;
  return { type: isChange ? 'compatibility' : 'unsupported', feature, details };
}

/** Without what v2 does not tell. */
export function comparableVersion<T extends object>(value: T): T {
  const { usage } = value as { usage?: { inputTokens?: unknown } };
  if (typeof usage?.inputTokens !== 'object') return value;
  const { total, cacheRead } = usage.inputTokens as Json;
  return { ...value, usage: { ...usage, inputTokens: { total, cacheRead } } };
}
