import { nearestName } from '../../json/nearest-name';
import { isEnded, type ListedModel } from '../model-list';
import type { Check } from './check';

const LIST = '`npx ai-sdk-provider-heroku models` lists the models.';

/** Whether the list has the model, and for how long. Two spellings of one model occur, so an absent id may still work. */
export function checkModel(modelId: string, models: readonly ListedModel[], now: number): Check {
  const listed = models.find(({ id }) => id === modelId);
  if (listed === undefined) {
    const nearest = nearestName(
      modelId,
      models.map(({ id }) => id),
    );
    return {
      id: 'model',
      status: 'warning',
      found: modelId,
      problem: `The list of models has no ${modelId}.`,
      remedy: nearest ? `Did you mean ${nearest}? ${LIST}` : LIST,
    };
  }
  const { eolDate = '', state = 'active', replacement } = listed;
  const remedy = replacement ? `Use ${replacement}.` : `Use another model. ${LIST}`;
  if (isEnded(listed, now)) {
    const problem = `${modelId} reached its end of life on ${eolDate.slice(0, 10)}.`;
    return { id: 'model', status: 'problem', found: modelId, problem, remedy };
  }
  const found = [listed.types.join(', '), state, listed.regions.join(', ')]
    .filter(Boolean)
    .join('; ');
  if (state === 'active' && !eolDate) return { id: 'model', status: 'ok', found };
  const until = eolDate ? ` Its end of life is ${eolDate.slice(0, 10)}.` : '';
  const problem = `${modelId} is ${state}.${until}`;
  return { id: 'model', status: 'warning', found, problem, remedy };
}
