import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const pathOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

test('CONTRIBUTING names the files between bytes and parts in the order of reading', async () => {
  const { code, said } = await new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, [pathOf('scripts/road.mjs')], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
  });
  expect(said).toContain('src/chat/response/to-chunk.ts');
  expect({ code, said }).toEqual({ code: 0, said });
}, 60_000);
