/** What is tried in every runtime, in the order of the matrix. */
export const SCENE_NAMES = [
  'text',
  'tools',
  'object',
  'reasoning',
  'image',
  'abort',
  'retry',
  'error',
  'embeddings',
  'local',
] as const;

export type SceneName = (typeof SCENE_NAMES)[number];

/** Of each scene, what went wrong, if anything did. */
export type Outcome = Partial<Record<SceneName, string>>;
