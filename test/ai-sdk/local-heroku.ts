import type { ParsedRequest, ScriptedAnswer } from '../../src/local/answers';
import { createHerokuServer, type RecordedRequest } from '../../src/local/handler';
import { listen } from '../../src/local/node-server';

export type Answer =
  | ScriptedAnswer
  | Response
  | ((request: ParsedRequest) => ScriptedAnswer | Response | undefined);

/** The strict local Heroku on a port of its own, with the answers of one feature. */
export type LocalHeroku = {
  /** Without `/v1`, like INFERENCE_URL. */
  url: string;
  /** What arrived, newest last. */
  requests: RecordedRequest[];
  /** Answers for the next requests that pass the rules, one each; after them the server's own script goes on. */
  answerWith(...answers: Answer[]): void;
  close(): Promise<void>;
};

export async function startLocalHeroku(): Promise<LocalHeroku> {
  const queue: Answer[] = [];
  const server = createHerokuServer({
    answer: (request) => {
      const next = queue.shift();
      return typeof next === 'function' ? next(request) : next;
    },
  });
  const { url, close } = await listen(server);
  return {
    url,
    close,
    requests: server.requests,
    answerWith: (...answers) => queue.push(...answers),
  };
}
