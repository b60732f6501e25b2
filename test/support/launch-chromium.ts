import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Why tests in a browser cannot run on this machine, if so. */
export const missingChromium: string | undefined = existsSync(executablePath)
  ? undefined
  : `There is no Chromium at ${executablePath}. \`apt-get install chromium\` puts it there; the variable CHROMIUM_PATH names another place.`;

/** A browser with a fresh profile that talks to nobody but the page's server. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox', // it may run as root
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
