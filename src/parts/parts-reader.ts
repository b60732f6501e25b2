import type { JSONObject, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { RawFinish } from './finish';

type Parts = LanguageModelV2StreamPart[];

/** The text of a response's body, in any pieces -> stream parts. Synchronous; never throws. */
export type PartsReader = {
  /** Nothing more is to be read: the parts that end the answer have been returned. */
  readonly hasEnded: boolean;
  /** The error of the server, of the connection or of a limit, if it came before any part of an answer. */
  readonly initialError: Error | undefined;
  /** Whether anything of an answer has come. Until then the same request may be sent again. */
  hasAnswered(): boolean;
  /** Whether the finish reason has come, so that nothing is missing but perhaps the usage. */
  isFinished(): boolean;
  /** The whole response, where it is one JSON document. */
  readonly json: JSONObject | undefined;
  /** The finish as the server wrote it; whole once `finish` is out. */
  readonly rawFinish: RawFinish;
  feed(text: string): Parts;
  /**
   * The end of the body, or the loss of the connection for `cause`. Once a finish reason has come neither is an error,
   * and a last event without its blank line still counts.
   */
  end(cause?: unknown): Parts;
  /**
   * The server has sent nothing for this many milliseconds. The error is like that of `end`, and it is the initial error if
   * no part of an answer has come; it is retryable while the caller has seen nothing.
   */
  timeOut(idleMs: number): Parts;
};
