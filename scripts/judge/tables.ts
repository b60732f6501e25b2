import { RULES } from '../../src/conformance';
import { toTable } from '../consumers/to-table';
import type { Printed } from './judge-entry';
import type { Peer } from './peers';

type Result = { peer: Peer; version: string; findings: Printed[] };

/** The tables of docs/conformance.md: what was judged, findings by rule, and by form of the wire. */
export function toTables(results: Result[]): string {
  return [
    toTable([
      ['', 'package', 'under'],
      ...results.map(({ peer, version }) => [
        peer.short,
        `\`${peer.package}\` ${version}`,
        `ai ${peer.ai}`,
      ]),
    ]),
    'Rules that the AI SDK depends on (must): broken in the plain form of the wire (●), or only in so many other forms.',
    toRuleTable(results, 'must'),
    'House rules (should):',
    toRuleTable(results, 'should'),
    'By other form of the wire: the rules that are broken in it, beyond what is broken in the plain form.',
    toDialectTable(results),
  ].join('\n\n');
}

function toRuleTable(results: Result[], level: 'must' | 'should'): string {
  const names = Object.keys(RULES).filter((name) => RULES[name]?.level === level);
  const rows = names.map((name) => [
    `\`${name}\``,
    ...results.map(({ findings }) => toCell(findings.filter(({ rule }) => rule === name))),
  ]);
  const broken = rows.filter((cells) => cells.slice(1).some(Boolean));
  return toTable([['rule', ...results.map(({ peer }) => peer.short)], ...broken]);
}

function toCell(findings: Printed[]): string {
  if (findings.length === 0) return '';
  return findings.some(({ dialect }) => dialect === undefined) ? '●' : `${findings.length}`;
}

function toDialectTable(results: Result[]): string {
  const all = results.flatMap(({ findings }) => findings.flatMap(({ dialect }) => dialect ?? []));
  const rows = [...new Set(all)].map((name) => {
    const broken = new Map<string, string[]>();
    for (const { peer, findings } of results) {
      for (const { rule, dialect } of findings) {
        if (dialect !== name) continue;
        broken.set(rule, [...(broken.get(rule) ?? []), peer.short]);
      }
    }
    const cells = [...broken].map(([rule, shorts]) => `\`${rule}\` ${shorts.join(' ')}`);
    return [name, cells.join('; ')];
  });
  return toTable([['form', 'broken'], ...rows]);
}
