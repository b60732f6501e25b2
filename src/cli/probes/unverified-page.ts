import { TOPICS } from './table';

/** The text of docs/unverified.md. */
export function toUnverifiedPage(): string {
  const sections = TOPICS.map(({ title, probes }) => {
    const facts = probes.map(
      ({ id, statement, source }) => `### ${id}\n\n${statement} (${source})`,
    );
    return `## ${title}\n\n${facts.join('\n\n')}`;
  });
  return `# Unverified facts

Here you see which facts no source confirms, and settle them with a key. This page is generated from the table of probes (\`src/cli/probes\`) by \`node scripts/unverified.mjs\`.

No source confirms the statements below, or sources contradict each other. The package is built to work either way where that is possible. Each has an id, by which the documentation cites it as *unverified: id*.

Whoever has a key can settle them all with some tiny calls; the command tells how many, and asks first:

\`\`\`sh
npx ai-sdk-provider-heroku doctor --probe --out probe-report
\`\`\`

It prints \`confirmed\`, \`refuted\` or \`unclear\` for each, and writes a report (\`probe-report/report.md\`) that can be pasted into an issue, with redacted transcripts beside it.

${sections.join('\n\n')}
`;
}
