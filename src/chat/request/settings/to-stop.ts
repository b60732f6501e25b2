import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ModelProfile } from '../../../models/model-profile';
import type { Refused } from '../../refusals/refused';
import { isBlank } from '../prompt/blank';
import type { Warnings } from '../warnings';

/** The stop sequences that the model accepts: some families take none, and Claude refuses blank ones (field-reports.md B3). */
export function toStop(
  call: LanguageModelV2CallOptions,
  model: ModelProfile,
  refused: Refused,
  warnings: Warnings,
): string[] | undefined {
  // One in JavaScript may be a text alone.
  const stopSequences = [call.stopSequences ?? []].flat();
  if (stopSequences.length > 0 && !model.stopSequences) {
    warnings.setting(
      'stopSequences',
      `stopSequences is not sent: ${refused.why('stopSequences')}.`,
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
