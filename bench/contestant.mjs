/** Runs one contestant a round at a time, whenever its parent asks; answers with the milliseconds of processor time. */
const [module, ...args] = JSON.parse(process.argv[2]);
const { prepare } = await import(`./${module}.mjs`);
const run = await prepare(...args);
process.on('message', async () => {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  process.send((user + system) / 1000);
});
