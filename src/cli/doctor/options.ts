import { parseArgs } from 'node:util';
import { nearestName } from '../../json/nearest-name';
import type { Probe } from '../probes/probe';
import { PROBES } from '../probes/table';
import { UsageError } from '../usage';

export type DoctorOptions = {
  attachment: string;
  model: string | undefined;
  json: boolean;
  yes: boolean;
  out: string | undefined;
  /** Undefined without `--probe`. */
  probes: readonly Probe[] | undefined;
};

export function readOptions(args: string[]): DoctorOptions {
  const { values } = parseArgs({
    args,
    options: {
      attachment: { type: 'string', default: 'INFERENCE' },
      model: { type: 'string' },
      probe: { type: 'boolean', default: false },
      only: { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { attachment, model, probe, only, out, yes, json } = values;
  for (const [name, value] of Object.entries({ only, out })) {
    if (value !== undefined && !probe) throw new UsageError(`--${name} goes with --probe.`);
  }
  return { attachment, model, json, yes, out, probes: probe ? select(only) : undefined };
}

function select(only: string | undefined): readonly Probe[] {
  if (only === undefined) return PROBES;
  const ids = only.split(',').map((id) => id.trim());
  return ids.map((id) => PROBES.find((probe) => probe.id === id) ?? rejectId(id));
}

function rejectId(id: string): never {
  const nearest = nearestName(
    id,
    PROBES.map((probe) => probe.id),
  );
  throw new UsageError(`There is no fact ${id}.${nearest ? ` Did you mean ${nearest}?` : ''}`);
}
