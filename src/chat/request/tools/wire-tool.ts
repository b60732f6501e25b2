import { isBlank } from '../../../json/is-blank';
import { joinNonEmpty } from '../../../json/json-text';
import type { WireTool, WireToolChoice } from '../../wire/request';
import type { AdaptedSchema } from '../schema/adapt-schema';

/** Bedrock refuses blank descriptions (field-reports.md B2). */
export function toWireTool(
  name: string,
  description: string | undefined,
  { parameters, notes }: Pick<AdaptedSchema, 'parameters' | 'notes'>,
): WireTool {
  const text = joinNonEmpty('\n', isBlank(description ?? '') ? '' : description, ...notes);
  return {
    type: 'function',
    function: { name, ...(text && { description: text }), parameters },
  };
}

export function toNamedChoice({ name }: { name: string }): WireToolChoice {
  return { type: 'function', function: { name } };
}
