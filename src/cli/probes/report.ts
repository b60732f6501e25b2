import type { Fact } from './run-probes';

/** What a report says about where it comes from. */
export type ReportHead = {
  version: string;
  node: string;
  date: string;
  host: string;
  models: readonly string[];
  calls: number;
};

/** The facts in Markdown, to be pasted into an issue. */
export function toReport(facts: readonly Fact[], head: ReportHead): string {
  const count = (verdict: string) => facts.filter((fact) => fact.verdict === verdict).length;
  return `# Probe report

- ai-sdk-provider-heroku ${head.version}, Node ${head.node}, ${head.date}
- host: ${head.host}
- models: ${head.models.join(', ')}
- ${head.calls} calls; ${count('confirmed')} facts confirmed, ${count('refuted')} refuted, ${count('unclear')} unclear

| fact | verdict | statement | seen |
|---|---|---|---|
${facts.map(toRow).join('\n')}
`;
}

const toRow = ({ id, verdict, statement, seen }: Fact) =>
  `| \`${id}\` | ${verdict === 'refuted' ? '**refuted**' : verdict} | ${toCell(statement)} | ${toCell(seen)} |`;

const toCell = (text: string) => text.replace(/\s+/g, ' ').replace(/[|<>]/g, '\\$&');
