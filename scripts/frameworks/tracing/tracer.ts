import * as ai from 'ai';

/** One span, or event, as a tool would send it to its service. */
export type Span = {
  name: string;
  /** Whether it stands for the whole call, with all its steps. */
  isOuter: boolean;
  /** The attributes from which the tool's service takes its counts. */
  counts: Record<string, unknown>;
  isError: boolean;
  /** All of it, as JSON. */
  text: string;
};

/** How the AI SDK is used under a tool that traces it. */
export type Tracing = {
  sdk: Pick<typeof ai, 'generateText' | 'streamText'>;
  /** The model, wrapped if the tool asks for that. */
  wrap: <T>(model: T) => T;
  /** Added to each call. */
  settings: object;
  /** Runs a call, inside a span of the tool's own if it asks for that. */
  within: <T>(call: () => Promise<T>) => Promise<T>;
  /** The spans since the last time, when all have come. */
  takeSpans: () => Promise<Span[]>;
};

/** A tool that traces the AI SDK, with its exporter caught in this process. */
export type Tracer = {
  /** As on the page. */
  tool: string;
  /** Whose version is shown. */
  package: string;
  open: () => Promise<Tracing>;
};

/** A tool that needs nothing but the settings of a call. */
export const toTracing = (given: Pick<Tracing, 'takeSpans'> & Partial<Tracing>): Tracing => ({
  sdk: ai,
  wrap: (model) => model,
  settings: {},
  within: (call) => call(),
  ...given,
});

/** The entries whose name fits. */
export const pick = (attributes: object, name: RegExp): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => name.test(key)));

/** Until what a tool sends after the call, in its own time, has been sent. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 500));
