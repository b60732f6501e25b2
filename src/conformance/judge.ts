import { checkAbortReasons } from './checks/abort-reasons';
import { checkAborts, checkFirstDelta } from './checks/aborts';
import { checkAnswer } from './checks/answers';
import { checkBodies } from './checks/bodies';
import { checkCallIds } from './checks/call-ids';
import { checkCuts } from './checks/cuts';
import { checkErrors, checkKey } from './checks/errors';
import { checkLostStarts } from './checks/lost-starts';
import { checkRequests } from './checks/requests';
import { checkSdk } from './checks/sdk';
import { checkSharing } from './checks/sharing';
import { checkSilence } from './checks/silence';
import { checkTokenLimits } from './checks/token-limits';
import { createHarness, type Harness } from './harness';
import { createRandom } from './random';
import { FIXED_SCRIPTS, isSupported, randomScript, simplerScripts } from './scripts';
import type { Finding, JudgeOptions, Script, Subject } from './types';

/** The most calls that may hang: after them what was found is enough. */
const MAX_HANGS = 6;
/** The most smaller scripts that are tried for each rule. */
const MAX_STEPS = 80;

/**
 * Judges a provider's model from what its server might say. Nothing is sent to any network. Resolves with the rules that
 * were broken, each once for each form of the wire, what the AI SDK depends on first; with nothing if all is well.
 * Rejects if `toWire` or `model` throws.
 */
export async function judge(subject: Subject, options: JudgeOptions = {}): Promise<Finding[]> {
  const { seed = 1, runs = 60, level = 'should', sdk, patience = 5000, grace = 3000 } = options;
  let hangs = 0;
  const settings = {
    patience,
    grace,
    onHang: () => {
      if (++hangs > MAX_HANGS) throw new TooManyHangs();
    },
  };
  const random = createRandom(seed);
  const plain = createHarness(subject, subject.toWire, settings);
  const found: Finding[] = plain.findings;
  const freshHarness = () => createHarness(subject, subject.toWire, settings);

  try {
    await judgePlain();
    await judgeRandom();
    await judgeDialects();
  } catch (error) {
    if (!(error instanceof TooManyHangs)) throw error;
  }
  return toVerdict(found).filter((finding) => finding.level === 'must' || level === 'should');

  async function judgePlain(): Promise<void> {
    for (const script of FIXED_SCRIPTS.filter((one) => isSupported(one, subject.supports))) {
      await checkAnswer(plain, script, random);
      await checkCuts(plain, script);
    }
    await checkErrors(plain);
    await checkKey(plain);
    await checkFirstDelta(plain);
    await checkAborts(plain);
    await checkAbortReasons(plain);
    await checkLostStarts(plain);
    await checkSilence(plain);
    await checkCallIds(plain);
    await checkTokenLimits(plain);
    await checkBodies(plain);
    await checkSharing(plain);
    await checkRequests(plain);
    if (sdk) await checkSdk(plain, sdk);
  }

  async function judgeRandom(): Promise<void> {
    for (let run = 0; run < runs; run++) {
      const script = randomScript(random, subject.supports);
      const places = [random.below(1000) / 1000, 1];
      const check = async (harness: Harness, one: Script) => {
        await checkAnswer(harness, one, createRandom(seed + run));
        await checkCuts(harness, one, places);
      };
      const harness = freshHarness();
      await check(harness, script);
      const known = new Set(found.map(({ rule }) => rule));
      for (const finding of harness.findings) {
        if (known.has(finding.rule)) continue;
        known.add(finding.rule);
        found.push(await shrink(finding, script, check));
      }
    }
  }

  /** The same finding with the smallest script that still gives it. */
  async function shrink(
    finding: Finding,
    script: Script,
    check: (harness: Harness, script: Script) => Promise<void>,
  ): Promise<Finding> {
    let steps = 0;
    let smallest = finding;
    let candidates = simplerScripts(script);
    for (let next = candidates.next(); !next.done; next = candidates.next()) {
      if (++steps > MAX_STEPS) break;
      const harness = freshHarness();
      await check(harness, next.value);
      const same = harness.findings.find(({ rule }) => rule === finding.rule);
      if (same === undefined) continue;
      smallest = same;
      candidates = simplerScripts(next.value);
    }
    return smallest;
  }

  async function judgeDialects(): Promise<void> {
    for (const [dialect, { toWire, about, silentAbout }] of Object.entries(
      subject.dialects ?? {},
    )) {
      const harness = createHarness(subject, toWire, { ...settings, dialect, silentAbout });
      if (about === 'errors') await checkErrors(harness);
      else {
        await checkCallIds(harness);
        for (const script of FIXED_SCRIPTS) {
          const isTold = silentAbout !== 'finish' || !isLimited(script);
          if (isTold && isSupported(script, subject.supports)) await checkAnswer(harness, script);
        }
      }
      // What the plain form gives as well is no matter of the dialect.
      const isNew = ({ rule, script }: Finding) =>
        !plain.findings.some(
          (one) =>
            one.dialect === undefined &&
            one.rule === rule &&
            JSON.stringify(one.script) === JSON.stringify(script),
        );
      found.push(...harness.findings.filter(isNew));
    }
  }
}

class TooManyHangs extends Error {}

function isLimited({ finish }: Script): boolean {
  return finish === 'length' || finish === 'content-filter';
}

/** Each rule once for each form of the wire, with its smallest script; what must be first. */
function toVerdict(found: readonly Finding[]): Finding[] {
  const best = new Map<string, Finding>();
  for (const finding of found) {
    const key = `${finding.rule} ${finding.dialect ?? ''}`;
    const known = best.get(key);
    if (known === undefined || sizeOf(finding) < sizeOf(known)) best.set(key, finding);
  }
  const rank = ({ level, dialect }: Finding) =>
    (level === 'must' ? 0 : 2) + (dialect === undefined ? 0 : 1);
  return [...best.values()].sort((a, b) => rank(a) - rank(b));
}

function sizeOf({ script }: Finding): number {
  return JSON.stringify(script ?? {}).length;
}
