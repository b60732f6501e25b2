import { isFilled, type Loose, show } from './loose';
import type { ReportProblem } from './rules';

type Kind = 'text' | 'reasoning';

/** What is wrong with the text and reasoning blocks of a stream. */
export function createBlockChecker(report: ReportProblem) {
  const open = new Map<string, { kind: Kind; id: unknown }>();
  const usedIds = new Set<unknown>();

  /** Something starts, so that no block may be open. */
  function expectNoneOpen(what: string): void {
    for (const { kind, id } of open.values()) {
      report('block-alone', `${what} starts while ${kind} ${id} is open`);
    }
  }

  return {
    expectNoneOpen,

    start({ type, id }: Loose): void {
      const kind = toKind(type);
      expectNoneOpen(`${kind} ${id}`);
      if (usedIds.has(id)) report('block-id', `block id ${id} is used twice`);
      if (!isFilled(id)) report('block-id', `a block id is ${show(id)}`);
      usedIds.add(id);
      open.set(`${kind} ${id}`, { kind, id });
    },

    add({ type, id, delta, providerMetadata }: Loose): void {
      const kind = toKind(type);
      if (!open.has(`${kind} ${id}`)) {
        report('block-open', `a delta of ${kind} ${id}, which is not open: ${show(delta)}`);
      }
      if (!isFilled(delta) && providerMetadata === undefined) {
        report('delta-not-empty', `a delta of ${kind} is ${show(delta)}`);
      }
    },

    end({ type, id }: Loose): void {
      const kind = toKind(type);
      if (open.delete(`${kind} ${id}`)) return;
      report('block-open', `the end of ${kind} ${id}, which is not open`);
    },

    /** The stream has ended. */
    finish(): void {
      for (const { kind, id } of open.values()) {
        report('block-closed', `${kind} block ${id} has no end`);
      }
    },
  };
}

function toKind(type: string): Kind {
  return type.startsWith('text') ? 'text' : 'reasoning';
}
