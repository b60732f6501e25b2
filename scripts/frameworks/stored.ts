import type { APICallError } from 'ai';
import { errorResponse } from 'ai-sdk-provider-heroku/local';
import type { Lab } from './lab';

/** What an engine wrote down, as text; fails if the API key is in it. */
export class Journal {
  readonly entries: string[] = [];

  constructor(private readonly lab: Lab) {}

  /** A value as it is after it was stored as JSON and read back. */
  kept<T>(value: T): T {
    return JSON.parse(this.write(JSON.stringify(value)));
  }

  write(text: string): string {
    this.lab.check(!text.includes(this.lab.key), `The key is stored: ${text}`);
    this.entries.push(text);
    return text;
  }
}

/** From now on the model is overloaded: an error that is worth another try. */
export function overload(lab: Lab): void {
  lab.answer(() =>
    errorResponse({ code: 503, message: 'Model is overloaded', type: 'server_error' }),
  );
}

/** From now on the key is wrong: an error that no other try can help. */
export function refuse(lab: Lab): void {
  lab.answer(() =>
    errorResponse({
      code: 401,
      message: 'Invalid API key provided',
      type: 'invalid_request_error',
    }),
  );
}

/** Runs the use of a page's provider, which reads the environment, against the lab. */
export async function withEnvironment<T>({ url, key }: Lab, use: () => Promise<T>): Promise<T> {
  Object.assign(process.env, { INFERENCE_URL: url, INFERENCE_KEY: key });
  try {
    return await use();
  } finally {
    for (const name of ['INFERENCE_URL', 'INFERENCE_KEY']) delete process.env[name];
  }
}

/** Fails unless the error, in memory or as plain fields, still says what happened and whether to try again. */
export function checkError(lab: Lab, error: unknown): void {
  const { name, message, statusCode, isRetryable } = error as APICallError;
  const words = JSON.stringify({ name, message, statusCode, isRetryable });
  lab.check(name === 'AI_APICallError', words);
  lab.check(message.startsWith('Model is overloaded'), words);
  lab.check(statusCode === 503 && isRetryable === true, words);
  lab.check(!JSON.stringify(error).includes(lab.key), 'The key is in the error');
}

/** What a rejected promise rejected with. */
export async function errorOf(running: PromiseLike<unknown>): Promise<unknown> {
  return running.then(
    () => {
      throw new Error('There was no error');
    },
    (error: unknown) => error,
  );
}
