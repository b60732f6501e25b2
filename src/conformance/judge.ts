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
import type { Dialect, Finding, JudgeOptions, Script, Subject } from './types';

/** How many calls may hang before the judge stops. */
const MAX_HANGS = 6;
/** How many smaller scripts are tried for each rule. */
const MAX_STEPS = 80;

/** The checks of the plain form, beside those of each script. */
const PLAIN_CHECKS: readonly ((harness: Harness) => Promise<void>)[] = [
  checkErrors,
  checkKey,
  checkFirstDelta,
  checkAborts,
  checkAbortReasons,
  checkLostStarts,
  checkSilence,
  checkCallIds,
  checkTokenLimits,
  checkBodies,
  checkSharing,
  checkRequests,
];

/**
 * Judges a provider's model from what its server might say. Nothing is sent to any network. Resolves with the rules that
 * were broken, each once for each form of the wire, what the AI SDK depends on first; with nothing if all is well.
 * Rejects if `toWire` or `model` throws.
 */
export async function judge(subject: Subject, options: JudgeOptions = {}): Promise<Finding[]> {
  const { level = 'should' } = options;
  const trial = createTrial(subject, options);
  try {
    await judgePlain(trial);
    await judgeRandom(trial);
    for (const name in subject.dialects) await judgeDialect(trial, name);
  } catch (error) {
    if (!(error instanceof TooManyHangs)) throw error;
  }
  return toVerdict(trial.found).filter((one) => one.level === 'must' || level === 'should');
}

/** One run of the judge. */
type Trial = ReturnType<typeof createTrial>;

function createTrial(subject: Subject, options: JudgeOptions) {
  const { seed = 1, runs = 60, sdk, patience = 5000, grace = 3000 } = options;
  let hangs = 0;
  const settings = {
    patience,
    grace,
    onHang: () => {
      if (++hangs > MAX_HANGS) throw new TooManyHangs();
    },
  };
  const plain = createHarness(subject, subject.toWire, settings);
  return {
    subject,
    seed,
    runs,
    sdk,
    random: createRandom(seed),
    /** The model on the plain form of the wire. */
    plain,
    found: plain.findings as Finding[],
    freshHarness: () => createHarness(subject, subject.toWire, settings),
    dialectHarness: (dialect: string, { toWire, silentAbout }: Dialect) =>
      createHarness(subject, toWire, { ...settings, dialect, silentAbout }),
  };
}

async function judgePlain({ subject, plain, random, sdk }: Trial): Promise<void> {
  for (const script of FIXED_SCRIPTS.filter((one) => isSupported(one, subject.supports))) {
    await checkAnswer(plain, script, random);
    await checkCuts(plain, script);
  }
  for (const check of PLAIN_CHECKS) await check(plain);
  if (sdk) await checkSdk(plain, sdk);
}

async function judgeRandom({ subject, seed, runs, random, found, ...trial }: Trial): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const script = randomScript(random, subject.supports);
    const places = [random.below(1000) / 1000, 1];
    const check = async (one: Script) => {
      const harness = trial.freshHarness();
      await checkAnswer(harness, one, createRandom(seed + run));
      await checkCuts(harness, one, places);
      return harness.findings;
    };
    const findings = await check(script);
    const known = new Set(found.map(({ rule }) => rule));
    for (const finding of findings) {
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
  check: (script: Script) => Promise<readonly Finding[]>,
): Promise<Finding> {
  let steps = 0;
  let smallest = finding;
  let candidates = simplerScripts(script);
  for (let next = candidates.next(); !next.done; next = candidates.next()) {
    if (++steps > MAX_STEPS) break;
    const same = (await check(next.value)).find(({ rule }) => rule === finding.rule);
    if (same === undefined) continue;
    smallest = same;
    candidates = simplerScripts(next.value);
  }
  return smallest;
}

async function judgeDialect(trial: Trial, name: string): Promise<void> {
  const dialect = trial.subject.dialects?.[name];
  if (dialect === undefined) return;
  const harness = trial.dialectHarness(name, dialect);
  if (dialect.about === 'errors') await checkErrors(harness);
  else await checkAnswers(harness, dialect);
  // A finding that the plain form gives too is not about the dialect.
  const plain = trial.found.filter((one) => one.dialect === undefined);
  const isNew = (finding: Finding) => !plain.some((one) => isSameFinding(one, finding));
  trial.found.push(...harness.findings.filter(isNew));
}

async function checkAnswers(harness: Harness, { silentAbout }: Dialect): Promise<void> {
  await checkCallIds(harness);
  for (const script of FIXED_SCRIPTS) {
    const isTold = silentAbout !== 'finish' || !isLimited(script);
    if (isTold && isSupported(script, harness.subject.supports)) await checkAnswer(harness, script);
  }
}

function isSameFinding(one: Finding, other: Finding): boolean {
  return one.rule === other.rule && JSON.stringify(one.script) === JSON.stringify(other.script);
}

class TooManyHangs extends Error {}

function isLimited({ finish }: Script): boolean {
  return finish === 'length' || finish === 'content-filter';
}

/** One finding for each rule and form of the wire, the one with the smallest script. Rules of level `must` come first. */
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
