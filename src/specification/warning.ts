import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';
import type { SpecificationVersion } from './version';

export type Setting = Exclude<keyof LanguageModelV2CallOptions, 'prompt'>;
export type Tool = NonNullable<LanguageModelV2CallOptions['tools']>[number];

/** What a caller asked for and did not get, in the one form that this package writes. `feature` is a setting or a tool. */
export type Warning<Feature = Setting | Tool> =
  /** The feature is not sent at all. */
  | { type: 'unsupported'; feature: Feature; details: string }
  /** The feature is sent in another form. */
  | { type: 'compatibility'; feature: Feature; details: string }
  | { type: 'other'; message: string };

/** A warning of the specifications v3 and v4. AI SDK 6 and 7 print all three types as sentences. */
export type WarningV3 = Warning<string>;

type Headers = Record<string, string | undefined>;

/**
 * A warning of v2. AI SDK 6 and 7 print the types `unsupported-setting` and `unsupported-tool` as raw JSON
 * (field-reports.md F5), so they get the type `other`, which reads well in each major.
 * @param headers those of the call: the AI SDK names its major in `user-agent`.
 */
export function toWarningV2(warning: Warning, headers: Headers = {}): LanguageModelV2CallWarning {
  if (warning.type === 'other') return warning;
  const { feature, details } = warning;
  if (/\bai\/([6-9]|\d\d)/.test(headers['user-agent'] ?? '')) {
    return { type: 'other', message: details };
  }
  return typeof feature === 'string'
    ? { type: 'unsupported-setting', setting: feature, details }
    : { type: 'unsupported-tool', tool: feature, details };
}

export function toWarningV3(warning: Warning): WarningV3 {
  if (warning.type === 'other') return warning;
  const { feature } = warning;
  return { ...warning, feature: typeof feature === 'string' ? feature : `tool ${feature.name}` };
}

/** The warnings of embedding, reranking and image models in each version. */
export type ModelWarnings = {
  v2: Extract<WarningV3, { type: 'other' }>[];
  v3: WarningV3[];
  v4: WarningV3[];
};

/** In v2 all warnings have the type `other`, which reads well in each major (heroku-surface.md §7). */
export function toModelWarnings<V extends SpecificationVersion>(
  version: V,
  warnings: WarningV3[],
): ModelWarnings[V] {
  const written =
    version === 'v2'
      ? warnings.map((warning) => ({ type: 'other', message: toMessage(warning) }))
      : warnings;
  return written as ModelWarnings[V];
}

function toMessage(warning: WarningV3): string {
  return warning.type === 'other' ? warning.message : warning.details;
}
