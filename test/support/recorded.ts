import type { RecordedRequest } from '../../src/local';

/** A request whose body a test looks into without a type. */
export type Recorded = Omit<RecordedRequest, 'body'> & {
  // biome-ignore lint/suspicious/noExplicitAny: a test fails where the body is not as it expects
  body: any;
};

export function recordsOf({ requests }: { requests: RecordedRequest[] }): Recorded[] {
  return requests as Recorded[];
}
