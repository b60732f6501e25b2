/** Texts of a format: what the prompt has of it, then samples that differ. Empty for a format that is not known. */
export function formatted(format: string, text: string, nth: number): string[] {
  const sample = Object.hasOwn(SAMPLES, format) ? SAMPLES[format] : undefined;
  if (!sample) return [];
  const found = nth === 0 ? FOUND[format]?.exec(text)?.[0] : undefined;
  const samples = Array.from({ length: 12 }, (_, at) => sample(at === 0 ? 0 : nth + at));
  return [...(found === undefined ? [] : [found]), ...samples];
}

const FOUND: Record<string, RegExp> = {
  email: /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/,
  uri: /https?:\/\/[^\s"'<>)]*[\w/]/,
  date: /\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])\b/,
};

const two = (number: number): string => String(number).padStart(2, '0');

/** Samples by number; the first is 0. */
const SAMPLES: Record<string, (nth: number) => string> = {
  'date-time': (nth) => `2026-01-15T09:${two((30 + nth) % 60)}:00Z`,
  date: (nth) => `2026-${two(1 + (Math.floor(nth / 14) % 12))}-${two(15 + (nth % 14))}`,
  time: (nth) => `09:${two((30 + nth) % 60)}:00Z`,
  duration: (nth) => `PT${nth + 1}H`,
  email: (nth) => `scripted${nth || ''}@example.com`,
  'idn-email': (nth) => `scripted${nth || ''}@example.com`,
  uri: (nth) => `https://example.com/scripted${nth || ''}`,
  iri: (nth) => `https://example.com/scripted${nth || ''}`,
  url: (nth) => `https://example.com/scripted${nth || ''}`,
  'uri-reference': (nth) => `/scripted${nth || ''}`,
  'iri-reference': (nth) => `/scripted${nth || ''}`,
  'uri-template': (nth) => `/scripted${nth || ''}/{id}`,
  uuid: (nth) => `3f2c1b0a-5d4e-4f6a-8b7c-9d0e1f2a3b${(0x4c + nth).toString(16).slice(-2)}`,
  hostname: (nth) => `${nth ? `host${nth}.` : ''}example.com`,
  'idn-hostname': (nth) => `${nth ? `host${nth}.` : ''}example.com`,
  ipv4: (nth) => `192.0.2.${nth + 1}`,
  ipv6: (nth) => `2001:db8::${nth + 1}`,
  'json-pointer': (nth) => `/scripted${nth || ''}`,
  'relative-json-pointer': (nth) => String(nth),
  regex: (nth) => `scripted${nth || ''}`,
};
