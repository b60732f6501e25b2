import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A stand-in for Heroku's command line, as far as the READMEs use it: `create` makes a repository beside the app, to which
 * `git push heroku main` sends; `config` shows the variables of the environment; `run` runs here.
 */
const HEROKU = `#!/bin/sh
case "$1" in
  create)
    git init -q --bare -b main "$PWD.git" && git remote add heroku "$PWD.git" ;;
  config)
    env | grep ^INFERENCE_ ;;
  config:get)
    printenv "$2" ;;
  run)
    exec sh -c "$2" ;;
  addons:create | config:set | open) ;;
  *)
    echo "heroku $1 is not played here" >&2 && exit 1 ;;
esac
`;

/** Puts it into a folder, for the PATH. Returns the folder. */
export async function addHerokuCommand(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'heroku'), HEROKU, { mode: 0o755 });
  return folder;
}
