/** Runs with these environment variables set (or, if undefined, unset), and puts the old ones back. */
export async function withEnvironment(
  variables: Record<string, string | undefined>,
  run: () => Promise<void>,
): Promise<void> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  apply(Object.entries(variables));
  try {
    await run();
  } finally {
    apply(before);
  }
}

function apply(variables: (readonly [name: string, value: string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
