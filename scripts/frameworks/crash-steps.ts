import { heldStream } from './broken-stream';
import type { Lab } from './lab';

/** The text of the streamed step that is interrupted, up to the crash. */
export const HALF = 'The plan is';
/** Its whole text. */
export const WHOLE = 'The plan is done.';

/** A first step that is answered at once, and a streamed step that stands still after half of its text. */
export function holdStream(lab: Lab): void {
  lab.answer(({ body }) => (body.stream ? heldStream(HALF) : { text: 'Plan A.' }));
}

/** Fails unless what the engine has stored at the crash is the first step alone. */
export function checkCrash(lab: Lab, stored: string): void {
  lab.check(stored.includes('Plan A.') && !stored.includes(HALF), stored);
}

/** From now on the streamed step is answered whole. */
export function releaseStream(lab: Lab): void {
  lab.answer(({ body }) => ({ text: body.stream ? WHOLE : 'Plan B.' }));
}

/** Fails unless the first step was asked once, and the streamed step again from its beginning with what the first had answered. */
export function checkReplay(lab: Lab): void {
  const [first, streamed, again, ...more] = lab.bodies();
  lab.check(again && more.length === 0, `${lab.bodies().length} requests instead of 3`);
  lab.check(!first?.stream && streamed?.stream && again?.stream, JSON.stringify(lab.bodies()));
  lab.check(JSON.stringify(streamed) === JSON.stringify(again), JSON.stringify(again));
  lab.check(JSON.stringify(again).includes('Plan A.'), JSON.stringify(again));
}
