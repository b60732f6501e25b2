/** Prints by how many bytes one image grows the memory of a process: arguments are the provider and where the image is. */
import { callForImage } from './calls.mjs';

const [, , who, url] = process.argv;
const generate = await callForImage(who, (_url, init) => fetch(url, init));
globalThis.gc();
const before = process.memoryUsage.rss();
await generate();
console.log(process.resourceUsage().maxRSS * 1024 - before);
