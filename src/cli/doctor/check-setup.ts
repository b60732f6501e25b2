import { readSetup } from '../../provider/environment';
import {
  DEFAULT_URL,
  findKeyProblem,
  findModelIdProblem,
  findPairProblem,
  findUrlProblem,
  hideKeys,
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

  const urlProblem = findUrlProblem(url, setup) ?? findPairProblem(setup);
  const keyProblem = findKeyProblem(key, setup);
  const modelProblem = findModelIdProblem(modelId, setup);
  const isUnset = modelId.value === '' && setup.variables[modelId.source] === undefined;

  const checks: Check[] = [
    urlProblem
      ? { id: 'url', status: 'problem', from: url.source, ...urlProblem }
      : {
          id: 'url',
          status: 'ok',
          found: withoutQuery(url.value || DEFAULT_URL),
          from: url.value ? url.source : `default, as ${url.source} is not set`,
        },
    keyProblem
      ? { id: 'key', status: 'problem', from: key.source, ...keyProblem }
      : toKeyCheck(key.value, key.source),
    modelProblem
      ? {
          id: 'model-id',
          // On the standard plan nothing is wrong with a variable that is not there.
          status: isUnset && key.value ? 'warning' : 'problem',
          from: modelId.source,
          ...modelProblem,
        }
      : {
          id: 'model-id',
          status: 'ok',
          found: modelId.value,
          from: model === undefined ? modelId.source : '--model',
        },
  ];
  return {
    checks,
    // Without the URL of its pair a key is still of some region: the US are worth a try.
    url: findUrlProblem(url, setup) ? undefined : url.value || DEFAULT_URL,
    key: keyProblem ? undefined : key.value,
    modelId: modelProblem ? undefined : modelId.value,
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
