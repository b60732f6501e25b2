import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ModelProfile } from '../../../models/model-profile';
import type { Refused } from '../../refusals/refused';
import type { ChatRequestBody } from '../../wire/request';
import type { Warnings } from '../warnings';
import { notACount } from './counts';

type Setting = 'temperature' | 'topP' | 'topK' | 'seed' | 'presencePenalty' | 'frequencyPenalty';

/** The sampling settings that the model accepts, within Heroku's ranges (heroku-api.md §1.1, language-model-v2.md B). */
export function toSampling(
  call: LanguageModelV2CallOptions,
  thinking: boolean,
  model: ModelProfile,
  refused: Refused,
  warnings: Warnings,
): Pick<ChatRequestBody, 'temperature' | 'top_p' | 'top_k'> {
  /** The caller's value, clamped to 0 to `max`, unless there is a reason not to send it. */
  const take = (setting: Setting, reason: string | false, max?: number): number | undefined => {
    const value = call[setting];
    if (value == null) return undefined;
    const refusal = Number.isNaN(value) ? 'it is not a number' : reason;
    const clamped = max ? Math.min(Math.max(value, 0), max) : value;
    if (refusal) {
      warnings.setting(setting, `${setting} is not sent: ${refusal}.`);
      return undefined;
    }
    if (clamped !== value) {
      warnings.changed(
        setting,
        `${setting} ${value} is sent as ${clamped}: Heroku's range is 0 to 1.`,
      );
    }
    return clamped;
  };

  const { temperature } = call;
  const whileThinking = thinking && 'Claude refuses it while it thinks';
  const besideTemperature =
    model.topP === 'without-temperature' &&
    temperature != null &&
    (refused.isLearned('topP') ? refused.why('topP') : 'this model refuses it beside temperature');
  for (const setting of ['seed', 'presencePenalty', 'frequencyPenalty'] as const) {
    take(setting, 'Heroku ignores it');
  }
  const noTemperature = (!model.temperature && refused.why('temperature')) || whileThinking;
  return {
    // 1 is the default: leaving it out changes nothing.
    temperature:
      noTemperature && temperature === 1 ? undefined : take('temperature', noTemperature, 1),
    top_p: take(
      'topP',
      (!model.topP && refused.why('topP')) || whileThinking || besideTemperature,
      1,
    ),
    top_k: take(
      'topK',
      (!model.topK && refused.why('topK')) || whileThinking || notACount(call.topK),
    ),
  };
}
