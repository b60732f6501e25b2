import * as face from 'ai-sdk-provider-heroku/v3';
import { aiFallback } from './cases/ai-fallback';
import { aiRetry } from './cases/ai-retry';
import { mcp } from './cases/mcp';
import { opencode } from './cases/opencode';
import { telemetry, withTracer } from './cases/telemetry';
import { useChatSuite } from './cases/use-chat';
import { voltagent } from './cases/voltagent';
import { workflow } from './cases/workflow';
import type { Face } from './lab';
import { runSuites } from './run-suites';

await runSuites(face as unknown as Face, [
  voltagent,
  opencode,
  mcp,
  useChatSuite,
  telemetry(withTracer),
  aiFallback,
  aiRetry,
  workflow,
]);
