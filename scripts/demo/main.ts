import { createHeroku } from 'ai-sdk-provider-heroku';
import { acts } from './acts';
import { openHeroku } from './open-heroku';
import { dim, heading, say } from './terminal';

const target = await openHeroku();
try {
  for (const line of target.about) say(dim(line));
  const heroku = createHeroku({ baseURL: target.url, apiKey: target.key });
  for (const { title, show } of acts) {
    heading(title);
    await show(heroku(target.modelId));
  }
  say(`\nAll ${acts.length} worked.`);
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await target.close();
}
