/**
 * `setTimeout`, whose timer alone keeps no process alive where the runtime has such timers: in Node and Bun it is an object, in
 * browsers and workers a number.
 */
export function startTimer(run: () => void, ms: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(run, ms);
  (timer as { unref?(): void }).unref?.();
  return timer;
}
