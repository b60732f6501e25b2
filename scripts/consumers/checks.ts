/** Named checks, printed as they run, and how many of them passed. */
export class Checks {
  private passed = 0;
  private failed = 0;

  /** A check fails by throwing. */
  async run(name: string, check: () => unknown): Promise<void> {
    try {
      await check();
      this.passed++;
      console.log(`ok    ${name}`);
    } catch (error) {
      this.failed++;
      console.log(`FAIL  ${name}\n${indented(wordsOf(error))}`);
    }
  }

  /** The last line of a script, and its exit code. */
  finish(): void {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed > 0 || this.passed === 0 ? 1 : 0;
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const indented = (text: string) => text.replaceAll(/^/gm, '      ');
