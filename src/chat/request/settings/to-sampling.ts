import type { ChatRequestBody } from '../../wire/request';
import type { Subject } from '../subject';
import { countProblem } from './counts';

type Setting = 'temperature' | 'topP' | 'topK' | 'seed' | 'presencePenalty' | 'frequencyPenalty';
type Fields = Pick<ChatRequestBody, 'temperature' | 'top_p' | 'top_k'>;
/** Whether the model thinks in this request. */
type Mode = { thinking: boolean };
type Reason = string | false | undefined;

type Row = {
  setting: Setting;
  /** The body field, if there is one. */
  field?: keyof Fields;
  /** The value is brought into the range from 0 to this. */
  max?: number;
  /** A value that need not be sent where it cannot: it changes nothing. */
  default?: number;
  /** Why the value is not sent. */
  reasonAgainst(subject: Subject, mode: Mode): Reason;
};

const ignored = (): Reason => 'Heroku ignores it';
const whileThinking = ({ thinking }: Mode): Reason =>
  thinking && 'Claude refuses it while it thinks';

/** Heroku's ranges and what families take: heroku-api.md §1.1, language-model-v2.md B. */
const ROWS: readonly Row[] = [
  { setting: 'seed', reasonAgainst: ignored },
  { setting: 'presencePenalty', reasonAgainst: ignored },
  { setting: 'frequencyPenalty', reasonAgainst: ignored },
  {
    setting: 'temperature',
    field: 'temperature',
    max: 1,
    default: 1,
    reasonAgainst: ({ model, refusals }, mode) =>
      (!model.temperature && refusals.reasonFor('temperature')) || whileThinking(mode),
  },
  {
    setting: 'topP',
    field: 'top_p',
    max: 1,
    reasonAgainst: (subject, mode) =>
      (!subject.model.topP && subject.refusals.reasonFor('topP')) ||
      whileThinking(mode) ||
      besideTemperature(subject),
  },
  {
    setting: 'topK',
    field: 'top_k',
    reasonAgainst: ({ call, model, refusals }, mode) =>
      (!model.topK && refusals.reasonFor('topK')) || whileThinking(mode) || countProblem(call.topK),
  },
];

function besideTemperature({ call, model, refusals }: Subject): Reason {
  if (model.topP !== 'without-temperature' || call.temperature == null) return undefined;
  return refusals.isLearned('topP')
    ? refusals.reasonFor('topP')
    : 'this model refuses it beside temperature';
}

/** The sampling settings that the model accepts, within Heroku's ranges. */
export function toSampling(subject: Subject, mode: Mode): Fields {
  const fields: Fields = {};
  for (const row of ROWS) {
    const value = subject.call[row.setting];
    if (value == null) continue;
    const reason = Number.isNaN(value) ? 'it is not a number' : row.reasonAgainst(subject, mode);
    if (!reason) {
      if (row.field) fields[row.field] = toRange(row, value, subject);
    } else if (value !== row.default) {
      subject.warnings.setting(row.setting, `${row.setting} is not sent: ${reason}.`);
    }
  }
  return fields;
}

function toRange({ setting, max }: Row, value: number, { warnings }: Subject): number {
  if (max === undefined) return value;
  const clamped = Math.min(Math.max(value, 0), max);
  if (clamped !== value) {
    warnings.changed(
      setting,
      `${setting} ${value} is sent as ${clamped}: Heroku's range is 0 to 1.`,
    );
  }
  return clamped;
}
