type Settings = { AI_SDK_LOG_WARNINGS?: unknown };

/** What the AI SDK prints of warnings while this runs: through `process.emitWarning` or `console`, as the major does it. */
export async function printedWarnings(run: () => Promise<unknown>): Promise<string[]> {
  const printed: string[] = [];
  const settings = globalThis as Settings;
  const before = settings.AI_SDK_LOG_WARNINGS;
  const { emitWarning } = process;
  const { warn, info } = console;
  const print = (message: unknown) => {
    const text = String(message);
    // How to silence them is said once.
    if (text.startsWith('AI SDK Warning') && !text.startsWith('AI SDK Warning System'))
      printed.push(text);
  };
  delete settings.AI_SDK_LOG_WARNINGS;
  process.emitWarning = print;
  console.warn = print;
  console.info = print;
  try {
    await run();
  } finally {
    process.emitWarning = emitWarning;
    Object.assign(console, { warn, info });
    settings.AI_SDK_LOG_WARNINGS = before;
  }
  return printed;
}
