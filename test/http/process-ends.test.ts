import { expect, test } from 'vitest';
import { useFaultServer } from '../faults/use-fault-server';
import { runScript } from '../support/run-file';
import { chunkOf, DONE, eventOf } from '../support/scripted-model';

const faults = useFaultServer();

test.each([
  ['with [DONE]', DONE],
  ['with finish reason and usage', ''],
])(
  'no timer holds a process that has read a stream %s, whose server lingers',
  async (_end, done) => {
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    const baseURL = faults.server.serve(async (exchange) => {
      exchange.head();
      await exchange.send(
        `${eventOf(chunkOf({ content: 'Hi' }))}${eventOf({ ...chunkOf({}, 'stop'), usage })}${done}`,
      );
    });
    const { code, stdout, stderr } = await runScript(
      ['scripts/run.mjs', 'test/http/read-one-answer.ts'],
      { BASE_URL: baseURL },
    );
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'finish\n', stderr: '' });
  },
);
