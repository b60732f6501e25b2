/** How a call has ended, if it has. */
export type Outcome<T> = {
  value?: T;
  /** What was thrown. */
  rejection?: unknown;
  isRejected: boolean;
  /** It did not end within the patience. */
  hangs: boolean;
};

/**
 * Waits for what a model does, but not for ever.
 * @param patience how many milliseconds a call may take.
 * @param assertJudgeable throws where nothing can be judged.
 */
export function createPatience(
  patience: number,
  { onHang, assertJudgeable }: { onHang: () => void; assertJudgeable: () => void },
) {
  /** Runs something, and waits so many milliseconds for its end. */
  async function settles<T>(ms: number, run: () => PromiseLike<T>): Promise<Outcome<T>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<Outcome<T>>((resolve) => {
      const give = () => resolve({ isRejected: false, hangs: true });
      timer = setTimeout(give, ms);
    });
    const settled = Promise.resolve()
      .then(run)
      .then(
        (value): Outcome<T> => ({ value, isRejected: false, hangs: false }),
        (rejection): Outcome<T> => ({ rejection, isRejected: true, hangs: false }),
      );
    const outcome = await Promise.race([settled, limit]);
    clearTimeout(timer);
    assertJudgeable();
    return outcome;
  }

  /** Runs something for as long as the patience lasts. */
  async function within<T>(run: () => PromiseLike<T>): Promise<Outcome<T>> {
    const outcome = await settles(patience, run);
    if (outcome.hangs) onHang();
    return outcome;
  }

  /** Waits until something holds, for as long as the patience lasts. */
  async function comes(holds: () => boolean): Promise<boolean> {
    for (const until = Date.now() + patience; !holds(); ) {
      if (Date.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return true;
  }

  return { settles, within, comes };
}
