import * as face from 'ai-sdk-provider-heroku';
import { aiFallback } from './cases/ai-fallback';
import { telemetry, withTracer } from './cases/telemetry';
import { useChatSuite } from './cases/use-chat';
import { runSuites } from './run-suites';

await runSuites(face, [useChatSuite, telemetry(withTracer), aiFallback]);
