import { startTimer } from './timer';

/** Settles like a promise, or resolves after so many milliseconds; what was waited for goes on. */
export function settleWithin(ms: number, promise: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = startTimer(resolve, ms);
    promise.then(
      () => {
        clearTimeout(timer);
        resolve();
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
