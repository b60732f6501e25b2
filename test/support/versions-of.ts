import type { SpecificationVersion } from '../../src/specification/version';
import { isFailure } from './fixtures';
import { VERSIONS } from './versions';

/** What a fixture expects. Other endpoints than those of chats and agents have no parts. */
type Expectations = { parts?: object; result: object };

/**
 * The versions in which each fixture runs. All run in v2. What v3 and v4 give is translated from that, part by part, so there
 * those run in which something is translated, or passed on, that is in none before them.
 */
export function versionsOf<T extends Expectations>(
  fixtures: T[],
): { fixture: T; version: SpecificationVersion }[] {
  const seen = new Set<string>();
  const telling = fixtures.filter((fixture) => {
    const count = seen.size;
    for (const kind of kindsIn(fixture)) seen.add(kind);
    return seen.size > count;
  });
  return VERSIONS.flatMap((version) =>
    (version === 'v2' ? fixtures : telling).map((fixture) => ({ fixture, version })),
  );
}

function kindsIn({ parts = [], result }: Expectations): string[] {
  return [
    ...(Array.isArray(parts) ? parts.flatMap(kindsOf) : ['doStream fails']),
    ...(isFailure(result) ? ['the call fails'] : kindsOf(result)),
  ];
}

/** What of a part, or of a result, is translated or passed on. */
function kindsOf(value: Translated): string[] {
  const { type = 'result', content = [], warnings = [], finishReason, usage, ...rest } = value;
  const raw = rest.providerMetadata?.heroku;
  return [
    `${type}: ${keysOf(value)}`,
    ...content.map((part) => `content: ${part.type}`),
    ...warnings.map((warning) => `${type}: warning ${warning.type}`),
    `${type}: finish reason ${finishReason} from ${typeof raw?.rawFinishReason}`,
    `${type}: usage ${keysOf(usage)} from ${keysOf(raw?.usage)}`,
  ];
}

const keysOf = (value: object = {}) => Object.keys(value).sort().join();

type Translated = {
  type?: string;
  content?: { type: string }[];
  warnings?: { type: string }[];
  finishReason?: string;
  usage?: object;
  providerMetadata?: { heroku?: { rawFinishReason?: string; usage?: object } };
};
