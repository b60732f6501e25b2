import { type ModelFacts, takesSampling } from '../models';
import { bedrock, invalid, modelRefusal, offRule, rule, unrecognized } from './rule';

const outside = (value: number | undefined): boolean =>
  value !== undefined && (value < 0 || value > 1);

const WITHOUT_STOP: ModelFacts['family'][] = ['gpt-oss', 'qwen', 'deepseek'];

export const SAMPLING_RULES = [
  rule(
    'temperature-range',
    'heroku-api.md §1.1 (0..1); wording unverified: refusal-wording',
    ({ body }) =>
      outside(body.temperature) ? invalid('temperature must be between 0 and 1') : undefined,
  ),
  rule(
    'top-p-range',
    'heroku-api.md §1.1 (0..1); wording unverified: refusal-wording',
    ({ body }) => (outside(body.top_p) ? invalid('top_p must be between 0 and 1') : undefined),
  ),
  rule(
    'sampling-newest',
    'field-reports.md B1 (Claude 4.7 and later, and every Claude not yet known, temperature 1 included); wording unverified: refusal-wording',
    ({ body, facts }) => {
      const names = ['temperature', 'top_p', 'top_k'];
      const given = names.find((name) => body[name] !== undefined);
      return given !== undefined && !takesSampling(facts)
        ? modelRefusal(`\`${given}\` is deprecated for this model.`)
        : undefined;
    },
  ),
  rule(
    'stop-unsupported',
    'field-reports.md B3 (gpt-oss, Qwen and DeepSeek on Bedrock)',
    ({ body: { stop }, facts }) =>
      stop && WITHOUT_STOP.includes(facts.family)
        ? bedrock(
            "This model doesn't support the stopSequences field. Remove stopSequences and try again.",
          )
        : undefined,
  ),
  rule(
    'stop-blank',
    'field-reports.md B3; wording unverified: refusal-wording',
    ({ body: { stop } }) =>
      stop?.some((sequence) => sequence.trim() === '')
        ? modelRefusal('stop_sequences: each stop sequence must contain non-whitespace')
        : undefined,
  ),
  rule(
    'temperature-and-top-p',
    'heroku-api.md §1.1 (FLOSHIP: a 400 from Bedrock on Claude 4.5), language-model-v2.md B (4.1 and later); wording unverified: refusal-wording, from Claude 4 on to be on the safe side',
    ({ body, facts }) =>
      facts.family === 'claude' &&
      (facts.version ?? 0) >= 4 &&
      body.temperature !== undefined &&
      body.top_p !== undefined
        ? modelRefusal(
            '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
          )
        : undefined,
  ),
  rule(
    'top-k',
    'heroku-api.md §1.1: outside the table, seen to pass for Claude 4.5 only',
    ({ body, facts }) =>
      body.top_k !== undefined && facts.family !== 'claude' && body.allow_ignored_params !== true
        ? unrecognized('top_k')
        : undefined,
  ),
  offRule(
    'top-k-claude',
    'heroku-api.md §1.1: it passed for Claude 4.5 in one live test, and is not in the table',
    ({ body, facts }) =>
      body.top_k !== undefined && facts.family === 'claude' && body.allow_ignored_params !== true
        ? unrecognized('top_k')
        : undefined,
  ),
];
