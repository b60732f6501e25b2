import type { Exchange } from '../../faults/exchange';
import type { Script } from '../../faults/fault-server';
import { chunkOf, DONE, eventOf } from '../../support/scripted-model';

/** Pieces of an answer in Heroku's framing. */
export const ROLE = eventOf(chunkOf({ role: 'assistant' }));
export const ONCE = eventOf(chunkOf({ content: 'Once' }));
export const UPON = eventOf(chunkOf({ content: ' upon' }));
export const STOP = eventOf(chunkOf({}, 'stop'));
export const USAGE = eventOf({
  ...chunkOf({}),
  choices: [],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
});
export { DONE };
export const COMMENT = ': keep-alive\n\n';
export const WHOLE = ONCE + UPON + STOP + USAGE + DONE;

/** The AI SDK asks again after so long in place of two seconds. */
const AT_ONCE = { 'retry-after-ms': '1' };

/** Sends a text behind the headers, then goes on. */
export function sends(text: string, then: (exchange: Exchange) => void = () => {}): Script {
  return async (exchange) => {
    exchange.head({ headers: { ...AT_ONCE, connection: 'close' } });
    await exchange.send(text);
    then(exchange);
  };
}

/** An answer that is as it should be. */
export const answers: Script = sends(WHOLE, (exchange) => exchange.end());

export const ends = (exchange: Exchange): void => exchange.end();

export const resets = (exchange: Exchange): void => exchange.reset();

export const stays = (): void => {};

/** Sends comments until the client leaves. */
export function comments(exchange: Exchange): void {
  const timer = setInterval(() => exchange.send(COMMENT), 50);
  exchange.gone.then(() => clearInterval(timer));
}
