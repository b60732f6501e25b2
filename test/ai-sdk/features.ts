import type { Feature } from './feature';
import { abortFeatures } from './features/abort';
import { agentFeatures } from './features/agents';
import { badInputFeatures } from './features/bad-input';
import { brokenStreamFeatures } from './features/broken-streams';
import { callIdFeatures } from './features/call-ids';
import { endpointFeatures } from './features/endpoints';
import { failureFeatures } from './features/failures';
import { imageFeatures } from './features/images';
import { objectFeatures } from './features/objects';
import { outputFeatures } from './features/output';
import { providerFeatures } from './features/provider';
import { reasoningFeatures } from './features/reasoning';
import { replayFeatures } from './features/replay';
import { specificationFeatures } from './features/specifications';
import { storedChatFeatures } from './features/stored-chats';
import { textFeatures } from './features/text';
import { toolChoiceFeatures } from './features/tool-choice';
import { toolFailureFeatures } from './features/tool-failures';
import { toolHistoryFeatures } from './features/tool-history';
import { toolFeatures } from './features/tools';
import { uiMessageFeatures } from './features/ui-messages';

/**
 * What users do with the AI SDK and Heroku, as plain functions over real HTTP. They need node:assert, zod and an `ai` of
 * major 5, 6 or 7, so that vitest runs them on the sources and a consumer's Node on the packed tarball.
 */
export const features: Feature[] = [
  ...textFeatures,
  ...toolFeatures,
  ...toolChoiceFeatures,
  ...toolFailureFeatures,
  ...toolHistoryFeatures,
  ...objectFeatures,
  ...outputFeatures,
  ...reasoningFeatures,
  ...replayFeatures,
  ...uiMessageFeatures,
  ...callIdFeatures,
  ...storedChatFeatures,
  ...imageFeatures,
  ...failureFeatures,
  ...brokenStreamFeatures,
  ...abortFeatures,
  ...badInputFeatures,
  ...providerFeatures,
  ...endpointFeatures,
  ...agentFeatures,
  ...specificationFeatures,
];
