import { APICallError } from '@ai-sdk/provider';
import { toLesson } from '../../chat/refusals/to-lessons';
import type { Exchange } from '../exchange';

/** What the provider would learn of the refusals among these calls: one line for each model and change, with its scope. */
export function toTaught(exchanges: readonly Exchange[]): string[] {
  const lines = new Set<string>();
  for (const { body, status, text } of exchanges) {
    if (status !== 400 || typeof body !== 'object' || body === null) continue;
    const error = new APICallError({
      message: text,
      url: '',
      requestBodyValues: body,
      statusCode: status,
      responseBody: text,
    });
    const lesson = toLesson(error, { body: { ...body }, extraFields: [] });
    if (!lesson) continue;
    const { model } = body as { model?: string };
    const changes = [...Object.keys(lesson.profile), ...lesson.omit].join(', ');
    lines.add(`${model}: ${changes} (${lesson.scope})`);
  }
  return [...lines];
}
