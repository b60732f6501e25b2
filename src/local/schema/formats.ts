/** Texts of a format: what the prompt has of it, then samples that differ. Empty for a format that is not known. */
export function formatted(format: string, text: string, index: number): string[] {
  const sample = Object.hasOwn(SAMPLES, format) ? SAMPLES[format] : undefined;
  if (!sample) return [];
  const found = index === 0 ? FOUND[format]?.exec(text)?.[0] : undefined;
  const samples = Array.from({ length: 12 }, (_, at) => sample(at === 0 ? 0 : index + at));
  return [...(found === undefined ? [] : [found]), ...samples];
}

const FOUND: Record<string, RegExp> = {
  email: /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/,
  uri: /https?:\/\/[^\s"'<>)]*[\w/]/,
  date: /\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])\b/,
};

const two = (number: number): string => String(number).padStart(2, '0');

/** Samples by number; the first is 0. */
const SAMPLES: Record<string, (index: number) => string> = {
  'date-time': (index) => `2026-01-15T09:${two((30 + index) % 60)}:00Z`,
  date: (index) => `2026-${two(1 + (Math.floor(index / 14) % 12))}-${two(15 + (index % 14))}`,
  time: (index) => `09:${two((30 + index) % 60)}:00Z`,
  duration: (index) => `PT${index + 1}H`,
  email: (index) => `scripted${index || ''}@example.com`,
  'idn-email': (index) => `scripted${index || ''}@example.com`,
  uri: (index) => `https://example.com/scripted${index || ''}`,
  iri: (index) => `https://example.com/scripted${index || ''}`,
  url: (index) => `https://example.com/scripted${index || ''}`,
  'uri-reference': (index) => `/scripted${index || ''}`,
  'iri-reference': (index) => `/scripted${index || ''}`,
  'uri-template': (index) => `/scripted${index || ''}/{id}`,
  uuid: (index) => `3f2c1b0a-5d4e-4f6a-8b7c-9d0e1f2a3b${(0x4c + index).toString(16).slice(-2)}`,
  hostname: (index) => `${index ? `host${index}.` : ''}example.com`,
  'idn-hostname': (index) => `${index ? `host${index}.` : ''}example.com`,
  ipv4: (index) => `192.0.2.${index + 1}`,
  ipv6: (index) => `2001:db8::${index + 1}`,
  'json-pointer': (index) => `/scripted${index || ''}`,
  'relative-json-pointer': (index) => String(index),
  regex: (index) => `scripted${index || ''}`,
};
