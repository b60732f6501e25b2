import assert from 'node:assert/strict';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import type { Manifest } from '../consumers/pack';

/** Two copies of zod or of the errors' classes are a known source of trouble (language-model-v2.md A8). */
export async function checkCopies(
  checks: Checks,
  consumer: Consumer,
  { dependencies, peerDependencies }: Manifest,
): Promise<void> {
  const ai = await consumer.versionOf('ai');
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    const copies = await consumer.copiesOf(name);
    await checks.run(`ai ${ai}: one ${name} (${copies.join(', ')})`, () =>
      assert.equal(copies.length, 1),
    );
  }
}
