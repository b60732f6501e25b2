import { APICallError } from '@ai-sdk/provider';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHeroku } from '../../src';
import { breakAnswer } from './break-answer';
import { FAULT_TABLE, type Fault, type Mode, type Row } from './fault-table';
import { type FaultServer, startFaultServer } from './fault-server';
import { type Observed, observe } from './observe';
import { tappedFetch } from './tapped-fetch';
import {
  CALLS,
  DOCUMENT,
  fixtureTranscripts,
  hasMoreAfterReason,
  type Position,
  positionsOf,
  TEXT,
  type Transcript,
  textIn,
} from './transcript';

test('x', async () => {
  const server = await startFaultServer();
  for (const t of [TEXT, CALLS, DOCUMENT]) {
  for (const mode of ['streamText', 'generateText'] as const) for (const fault of ['early end', 'close', 'reset', 'garbage', 'HTML', 'stall', 'gzip', '1-byte writes', 'wrong content type', 'endless stream'] as const) {
    for (const p of [...positionsOf(t)]) {
    const { fetch, taken } = tappedFetch();
    const c = new AbortController();
    const url = server.serve((exchange) => breakAnswer(exchange, { transcript: t, fault, at: p.at, taken, abort: () => c.abort() }));
    const model = createHeroku({ baseURL: url, apiKey: 'inf-test-key', fetch })('claude-4-5-sonnet');
    const o = await observe(mode, model, ['weather'], c.signal);
    console.log(t.name, mode, fault, p.position, p.at, JSON.stringify({ ...o, errors: o.errors.map(String) }), APICallError.isInstance(o.errors[0]) && o.errors[0].isRetryable);
    }
  } }
  await vi.waitFor(() => expect(server.open).toBe(0));
  await server.close();
}, 20000);
