import { runScenario } from './scenario';

// For runtimes that have `process` and find packages by themselves. The last line that it prints is the outcome.
const { INFERENCE_URL: url = '', INFERENCE_KEY: key = '' } = process.env;
const outcome = await runScenario({ url, key }, { isInEnvironment: true });
console.log(`\n${JSON.stringify(outcome)}`);
process.exit();
