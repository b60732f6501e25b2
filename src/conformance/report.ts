import { show } from './loose';
import { RULES } from './rules';
import type { Finding, Script } from './types';

/** Findings as a text for people; 'Nothing was found.' if there are none. */
export function toReport(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing was found.';
  return findings.map(toEntry).join('\n\n');
}

function toEntry({ rule, level, says, source, dialect, script, parts }: Finding): string {
  const what = RULES[rule]?.says ?? '';
  return [
    `${level.toUpperCase()} ${rule}: ${what}`,
    `  Found: ${says}`,
    ...(dialect === undefined ? [] : [`  Form of the wire: ${dialect}`]),
    ...(script === undefined ? [] : [`  The server says: ${toLine(script)}`]),
    ...(parts.length === 0 ? [] : ['  Parts:', ...parts.map((part) => `    ${show(part)}`)]),
    `  Source: ${source}`,
  ].join('\n');
}

/** A script in a line. */
function toLine({ says, finish, usage, error, pieces, ...situation }: Script): string {
  const items = says.map((said) => {
    const deltas = said.deltas.map((delta) => JSON.stringify(delta)).join(' ');
    if (said.type === 'call') return `call ${said.id} of ${said.name} ${deltas}`;
    const replay = said.type === 'reasoning' && said.replay ? ` with ${show(said.replay)}` : '';
    return `${said.type} ${deltas}${replay}`;
  });
  return [
    ...items,
    ...(finish ? [`finish ${finish}`] : []),
    ...(usage ? [`usage ${usage.input} and ${usage.output}`] : []),
    ...(error ? [`error ${error.status} (${error.at}): ${error.message}`] : []),
    ...toSituation(situation),
    ...(pieces ? [`in pieces of ${pieces.join(', ')} bytes`] : []),
  ].join('; ');
}

/** What the server does to the connection. */
function toSituation({ cut, silence, lingers, heartbeat, body }: Partial<Script>): string[] {
  return [
    ...(cut ? [`${cut.isLost ? 'resets' : 'ends'} after ${cut.after} bytes`] : []),
    ...(silence
      ? [
          `silence after ${silence.after} bytes${silence.ms === undefined ? '' : ` for ${silence.ms} ms`}`,
        ]
      : []),
    ...(lingers ? ['lingers'] : []),
    ...(heartbeat ? [`sends ${JSON.stringify(heartbeat)} meanwhile`] : []),
    ...(body ? [body === 'text' ? 'no body but text()' : 'a body of strings'] : []),
  ];
}
