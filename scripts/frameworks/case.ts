import type { Lab } from './lab';

/** One thing that people do with a framework: a cell of the matrix. It fails by throwing. */
export type Case = {
  /** As in the matrix, such as `memory with signed thinking`. */
  name: string;
  run: (lab: Lab) => Promise<unknown>;
  exception?: Exception;
};

/** That a case cannot work, for a reason which is not this package's. */
export type Exception = {
  /** As in the matrix, a sentence without its full stop. */
  reason: string;
  /** What the error must say; any other error, and success, make the run red. */
  error: RegExp;
};

/** Thrown by a case that cannot run here, with the reason; the run stays green. */
export class Skipped extends Error {}

/** The cases of one framework, or engine. */
export type Suite = {
  /** As in the matrix. */
  title: string;
  /** The package whose version is shown; absent if nothing is installed. */
  package?: string;
  cases: Case[];
};

/** What became of a case. */
export type CaseResult = {
  title: string;
  package?: string;
  name: string;
  /** In the matrix: works, or the reason of an exception. */
  cell: string;
  /** Why the run is red. */
  failure?: string;
  /** Why the case was not run; its row in the matrix stays as it is. */
  skipped?: string;
};
