import { isLoopback } from '../../http/is-loopback';
import { readSetup, type Setup } from '../../provider/environment';
import {
  DEFAULT_URL,
  type FoundValue,
  findKeyProblem,
  findModelIdProblem,
  findOtherAttachment,
  findPairProblem,
  findUrlProblem,
  hideKeys,
  type SetupProblem,
} from '../../provider/setup-problems';
import type { Check } from './check';

/** What the provider would use, as far as it can be used, and what is wrong with it. */
export type CheckedSetup = {
  checks: Check[];
  url: string | undefined;
  key: string | undefined;
  modelId: string | undefined;
};

/** Reads the environment as the provider does. */
export function checkSetup(attachment: string, model: string | undefined): CheckedSetup {
  const setup = readSetup(attachment, { modelId: model });
  const { key, url, modelId } = setup;

  const other = key.value ? undefined : findOtherAttachment(setup.variables);
  const ofOther = other && toOtherAttachment(other, setup);
  if (ofOther) return { checks: ofOther, url: undefined, key: undefined, modelId: undefined };

  const urlProblem = findUrlProblem(url, setup) ?? findPairProblem(setup);
  const keyProblem = findKeyProblem(key, setup);
  const modelProblem = findModelIdProblem(modelId, setup);

  const checks: Check[] = [
    urlProblem
      ? { id: 'url', status: 'problem', from: url.source, ...urlProblem }
      : toUrlCheck(url),
    keyProblem
      ? { id: 'key', status: 'problem', from: key.source, ...withAttachment(keyProblem, other) }
      : toKeyCheck(key.value, key.source),
    toModelIdCheck(setup, { problem: modelProblem, isOption: model !== undefined }),
  ];
  return {
    checks,
    // A key without the URL of its pair belongs to some region: the US region is tried.
    url: findUrlProblem(url, setup) ? undefined : url.value || DEFAULT_URL,
    key: keyProblem ? undefined : key.value,
    modelId: modelProblem ? undefined : modelId.value,
  };
}

function toModelIdCheck(
  { key, modelId, variables }: Setup,
  { problem, isOption }: { problem: SetupProblem | undefined; isOption: boolean },
): Check {
  const { value: found, source } = modelId;
  if (!problem) {
    return { id: 'model-id', status: 'ok', found, from: isOption ? '--model' : source };
  }
  // On the standard plan nothing is wrong with a variable that is not there.
  const isUnset = found === '' && variables[source] === undefined;
  const status = isUnset && key.value ? 'warning' : 'problem';
  return { id: 'model-id', status, from: source, ...problem };
}

/** Where the variables of another attachment are set, the missing ones of this are one problem with one remedy. */
function toOtherAttachment(other: string, setup: Setup): Check[] | undefined {
  const { key, url, modelId } = setup;
  const problem = findKeyProblem(key, setup);
  if (url.value || modelId.value || !problem) return undefined;
  return [
    { id: 'url', status: 'skipped' },
    { id: 'key', status: 'problem', from: key.source, ...withAttachment(problem, other) },
    { id: 'model-id', status: 'skipped' },
  ];
}

function withAttachment(problem: SetupProblem, other: string | undefined): SetupProblem {
  if (!other) return problem;
  const command = `npx ai-sdk-provider-heroku doctor --attachment ${other}`;
  return { ...problem, remedy: `${problem.remedy} To check it: \`${command}\`.` };
}

function toUrlCheck({ value, source }: FoundValue): Check {
  const check: Check = {
    id: 'url',
    status: 'ok',
    found: withoutQuery(value || DEFAULT_URL),
    from: value ? source : `default, as ${source} is not set`,
  };
  const { protocol, hostname } = new URL(value || DEFAULT_URL);
  if (protocol === 'https:' || isLoopback(hostname)) return check;
  return {
    ...check,
    status: 'warning',
    problem: `${source} begins with http://: the key travels to ${hostname} in clear text, and whoever is on the way can read it.`,
    remedy: 'Use https://, unless the network between here and there is your own.',
  };
}

function toKeyCheck(key: string, from: string): Check {
  if (/^inf-/.test(key)) return { id: 'key', status: 'ok', found: 'inf-...', from };
  return {
    id: 'key',
    status: 'warning',
    found: `${key.length} characters`,
    from,
    problem: `${from} does not begin with "inf-", as the keys of Heroku's inference do.`,
    remedy: 'If it is refused below, read it again from the config vars of the app.',
  };
}

const withoutQuery = (url: string) => hideKeys(url.replace(/\?.*/s, ''));
