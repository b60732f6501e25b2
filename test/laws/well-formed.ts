import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { problemsOf } from '../../src/conformance';

type Part = LanguageModelV2StreamPart;

/** Throws with all that is wrong: any rule of the judge, and parts that this provider never sends. */
export function assertWellFormed(parts: readonly Part[]): void {
  const problems = [
    ...problemsOf(parts)
      .filter(({ rule }) => rule !== 'error-is-told' || !isErrorByName(parts.at(-1)))
      .map(({ rule, says }) => `${rule}: ${says}`),
    ...parts.filter(({ type }) => FOREIGN.includes(type)).map(({ type }) => `never sent: ${type}`),
  ];
  if (problems.length === 0) return;
  const shown = parts.map((part) =>
    part.type === 'error' ? `error: ${String(part.error)}` : JSON.stringify(part),
  );
  throw new Error(`The parts are not well formed:\n${[...problems, ...shown].join('\n')}`);
}

const FOREIGN: string[] = ['file', 'tool-result'];

/** Finish words that stand for an error without a message (field-reports.md A4). */
const BY_NAME = /^(error|abort)$|malformed_/i;

function isErrorByName(part: Part | undefined): boolean {
  if (part?.type !== 'finish') return false;
  return BY_NAME.test(String(part.providerMetadata?.heroku?.rawFinishReason));
}
