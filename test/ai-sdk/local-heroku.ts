import {
  type ChatRequest,
  createLocalHeroku,
  type LocalHerokuOptions,
  type ScriptedAnswer,
} from '../../src/local';
import { type Recorded, recordsOf } from '../support/recorded';

export type Answer =
  | ScriptedAnswer
  | Response
  | ((request: ChatRequest) => ScriptedAnswer | Response | undefined);

/** The strict local Heroku on a port of its own, with the answers of one feature. */
export type LocalHeroku = {
  /** Without `/v1`, like INFERENCE_URL. */
  url: string;
  /** What arrived, newest last. */
  requests: Recorded[];
  /** Answers for the next requests that pass the rules, one each; after them the server's own script goes on. */
  answerWith(...answers: Answer[]): void;
  close(): Promise<void>;
};

export async function startLocalHeroku(
  options: Pick<LocalHerokuOptions, 'toolFrames'> = {},
): Promise<LocalHeroku> {
  const queue: Answer[] = [];
  const server = createLocalHeroku({
    ...options,
    answer: (request) => {
      const next = queue.shift();
      if (typeof next !== 'function') return next;
      return request.endpoint === 'chat' ? next(request) : undefined;
    },
  });
  const { url, close } = await server.listen();
  return {
    url,
    close,
    requests: recordsOf(server),
    answerWith: (...answers) => queue.push(...answers),
  };
}
