import { OpenTelemetry } from '@ai-sdk/otel';
import * as face from 'ai-sdk-provider-heroku/v4';
import { aiFallback } from './cases/ai-fallback';
import { aiRetry } from './cases/ai-retry';
import { dbos } from './cases/dbos';
import { inngest } from './cases/inngest';
import { mastra } from './cases/mastra';
import { mcp } from './cases/mcp';
import { nextRoute } from './cases/next-route';
import { openaiAgents } from './cases/openai-agents';
import { otherClients } from './cases/other-clients';
import { proxies } from './cases/proxies';
import { restate } from './cases/restate';
import { telemetry } from './cases/telemetry';
import { temporal } from './cases/temporal';
import { useChatSuite } from './cases/use-chat';
import type { Face } from './lab';
import { runSuites } from './run-suites';

await runSuites(face as unknown as Face, [
  mastra,
  openaiAgents,
  mcp,
  useChatSuite,
  nextRoute,
  telemetry((tracer) => ({ telemetry: { integrations: [new OpenTelemetry({ tracer })] } })),
  aiFallback,
  aiRetry,
  temporal,
  restate,
  dbos,
  inngest,
  ...proxies,
  otherClients,
]);
