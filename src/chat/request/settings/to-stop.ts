import { isBlank } from '../../../json/is-blank';
import type { Subject } from '../subject';

/** The stop sequences that the model accepts: some families take none, and Claude refuses blank ones (field-reports.md B3). */
export function toStop({ call, model, refusals, warnings }: Subject): string[] | undefined {
  // Callers in JavaScript may give one string in place of a list.
  const stopSequences = [call.stopSequences ?? []].flat();
  if (stopSequences.length > 0 && !model.stopSequences) {
    warnings.setting(
      'stopSequences',
      `stopSequences is not sent: ${refusals.reasonFor('stopSequences')}.`,
    );
    return undefined;
  }
  const stop = stopSequences.filter(
    (sequence) => typeof sequence === 'string' && !isBlank(sequence),
  );
  if (stop.length < stopSequences.length) {
    warnings.changed('stopSequences', 'Blank stop sequences are not sent: Bedrock refuses them.');
  }
  return stop.length > 0 ? stop : undefined;
}
