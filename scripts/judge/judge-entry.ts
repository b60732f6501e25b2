import { judge } from '../../src/conformance';
import { toSubject } from './subjects';

/** What a consumer's folder prints of a finding. */
export type Printed = {
  rule: string;
  level: 'must' | 'should';
  dialect?: string;
  says: string;
  script: unknown;
  parts: string[];
};

// Runs in a consumer's folder: `node judge.mjs <name> <package>` prints the findings in its last line.
async function main() {
  const [, , name = '', packageName = ''] = process.argv;
  // A provider that leaves a promise rejected would end this program.
  process.on('unhandledRejection', () => {});
  const [module, sdk] = await Promise.all([import(packageName), import('ai')]);
  const findings = await judge(toSubject(name, module), { sdk, patience: 2000 });
  const printed = findings.map(
    ({ rule, level, dialect, says, script, parts }): Printed => ({
      rule,
      level,
      ...(dialect !== undefined && { dialect }),
      says,
      script,
      parts: parts.map((part) => JSON.stringify(part)),
    }),
  );
  console.log(`\n${JSON.stringify(printed)}`);
}

main();
