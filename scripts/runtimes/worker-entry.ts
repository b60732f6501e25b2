import { answer } from './edge-answer';

// A module worker, as Cloudflare runs it.
export default { fetch: answer };
