/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {}

const NAME = 'ai-sdk-provider-heroku';

/** What `--help` prints. */
export const HELP = {
  '': `Usage: npx ${NAME} <command> [options]

Commands:
  local    start a local Heroku, to develop and test without a key
  models   list the models that Heroku serves
  doctor   check the set-up, with one tiny call and one tiny stream

Options:
  --help       show this, or the help of a command
  --version    show the version of the package

Exit codes: 0 all is well, 1 something is wrong, 2 wrong usage.`,

  local: `Usage: npx ${NAME} local [options]

Starts a strict, scripted local Heroku on 127.0.0.1, prints the lines that set the environment, and logs one line for each
request: method, path, model, status, and the rule that refused it. No model speaks. Ctrl-C stops it.

Options:
  --port NUMBER      port to listen on (default: a free one)
  --delay MS         milliseconds before each frame of a stream (default: 0)
  --set NAME=VALUE   behaviour where sources on the real API disagree, such as toolFrames=regular; may be repeated
  --rule NAME=off    a rule that refuses nothing, such as tool-strict=off, or one that is on (NAME=on); may be repeated
  --for CLIENT       what a client needs that others wrote: openai, langchain, llamaindex, genkit, instructor, agents, mastra
  --help             show this`,

  models: `Usage: npx ${NAME} models [options]

Lists the models that Heroku serves, with state, regions, end of life and replacement. Needs no key. The host is that of
INFERENCE_URL, else the US region.

Options:
  --attachment NAME  alias of the attachment whose NAME_URL is used (default: INFERENCE)
  --json             print the list as JSON, as Heroku sends it
  --help             show this`,

  doctor: `Usage: npx ${NAME} doctor [options]

Reads the environment as the provider does, says what is wrong and how to mend it, and makes one tiny call and one tiny
stream.

Options:
  --attachment NAME  alias of the attachment to check (default: INFERENCE)
  --model ID         chat model to call (default: NAME_MODEL_ID, else one from the list)
  --probe            also settle the facts that the documentation marks unverified, with some 100 tiny calls
  --only ID,ID       with --probe: these facts alone (docs/unverified.md lists them)
  --out DIR          with --probe: write redacted transcripts and a report in Markdown into this folder
  --yes              with --probe: do not ask before the calls are made
  --json             print one object: { ok, checks, facts }; facts only with --probe
  --help             show this

Exit codes: 0 all is well: a call and a stream were answered; 1 something is wrong, or could not be checked; 2 wrong usage.
Refuted facts are no fault of the set-up.`,
} as const;

export type CommandName = Exclude<keyof typeof HELP, ''>;
