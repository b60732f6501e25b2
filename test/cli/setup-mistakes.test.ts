import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appSays, doctorSays, KEY, MISTAKES, type Mistake } from './setup-mistakes';

test('the table has at least 45 mistakes', () => {
  expect(new Set(MISTAKES.map(({ name }) => name)).size).toBeGreaterThanOrEqual(45);
});

describe.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))('%s', (_, mistake) => {
  const { both = [], doctor = [], app = [], appIsWell, others = 0 } = mistake;

  test('doctor names cause and remedy', async () => {
    const { code, output } = await doctorSays(mistake);
    for (const words of [...both, ...doctor]) expect(output).toContain(words);
    expect(output).not.toContain(KEY.slice(4));
    const isWell = output.includes('All is well.');
    expect(code).toBe(isWell ? 0 : 1);
    // One cause is one complaint.
    const wrong = output.split('\n').filter((line) => line.startsWith('WRONG'));
    expect(wrong.length).toBeLessThanOrEqual(1 + others);
    if (isWell) expect(output).toMatch(/note|without a list/);
  });

  test('the provider names cause and remedy', async () => {
    const message = await appSays(mistake);
    if (appIsWell) return expect(message).toBe('well');
    for (const words of [...both, ...app]) expect(message).toContain(words);
    expect(message).not.toContain(KEY.slice(4));
  });
});

/** Listens on loopback, and closes in the end. */
async function withServer(
  server: Server & { closeAllConnections?: () => void },
  use: (port: number) => Promise<void>,
) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

/** Both, over a real connection. */
async function expectBoth(url: string, words: string[]) {
  const mistake: Mistake = {
    name: url,
    variables: { INFERENCE_URL: url },
    fetch: globalThis.fetch,
  };
  const { output } = await doctorSays(mistake);
  const message = await appSays(mistake);
  for (const it of words) {
    expect(output).toContain(it);
    expect(message).toContain(it);
  }
}

describe('over a real connection', () => {
  test('https to a port of http', async () => {
    await withServer(createHttpServer(), (port) =>
      expectBoth(`https://127.0.0.1:${port}`, ['does not speak https', 'use http://']),
    );
  });

  test('a port on which nothing listens', async () => {
    let free = 0;
    await withServer(createHttpServer(), async (port) => {
      free = port;
    });
    await expectBoth(`http://127.0.0.1:${free}`, [`Nothing listens on 127.0.0.1:${free}`]);
  });

  const certificate = createCertificate();

  test.skipIf(!certificate)('a certificate that is signed by itself', async () => {
    await withServer(createHttpsServer(certificate ?? {}), (port) =>
      expectBoth(`https://localhost:${port}`, ['does not know who signed', 'NODE_EXTRA_CA_CERTS']),
    );
  });

  test.skipIf(!certificate)('http to a port of https', async () => {
    await withServer(createHttpsServer(certificate ?? {}), (port) =>
      expectBoth(`http://127.0.0.1:${port}`, ['https']),
    );
  });
});

/** Undefined where there is no openssl. */
function createCertificate(): { key: Buffer; cert: Buffer } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  try {
    execFileSync('openssl', [...request, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return undefined;
  }
}
