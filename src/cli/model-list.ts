import type { HerokuModelInfo } from '../models/to-model-list';

/** Whether the model has reached its end of life. */
export function isEnded({ endOfLifeDate = '' }: HerokuModelInfo, now: number): boolean {
  const end = Date.parse(endOfLifeDate);
  return !Number.isNaN(end) && end <= now;
}

/** Whether it answers chats. A list without kinds, as in 2025, says nothing. */
export const isChatModel = ({ kinds }: HerokuModelInfo) =>
  kinds.length === 0 || kinds.includes('text-to-text');
