import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Run = { code: number | null; stdout: string; stderr: string };

type RunSettings = { cwd: string; env?: Record<string, string>; limitMs?: number };

/** Runs a program to its end. One that is still running after the limit is killed, and its code is then null. */
export async function runCommand(
  command: string,
  args: string[],
  { cwd, env = {}, limitMs = 300_000 }: RunSettings,
): Promise<Run> {
  const child = spawn(command, args, {
    cwd,
    env: { ...withoutInference(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const run: Run = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    run.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    run.stderr += text;
  });
  [run.code] = await once(child, 'close');
  return run;
}

/** Like `runCommand`, for what has to succeed. Returns what was printed. */
export async function runOrThrow(
  command: string,
  args: string[],
  settings: RunSettings,
): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, settings);
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with code ${code}:\n${stdout}${stderr}`);
}

/** The variables of whoever runs this must not reach a test. */
function withoutInference(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !name.startsWith('INFERENCE_')),
  );
}
