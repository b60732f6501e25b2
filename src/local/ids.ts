import { createHash } from 'node:crypto';

/** Ids of one server: a count, hashed. Never twice the same, and the same again in the next server. */
export class Ids {
  private count = 0;

  /** Like `chatcmpl-1846531e6d7a6be30e1c6` (heroku-api.md §2). */
  completion(): string {
    return `chatcmpl-${this.digest('hex').slice(0, 21)}`;
  }

  /** Like `tooluse_dV3Vtnb-S9-Z_YFicSv2Gw` (heroku-api.md §2): 22 characters of base64url. */
  toolCall(): string {
    return `tooluse_${this.digest('base64url').slice(0, 22)}`;
  }

  /** A time stamp in seconds that grows by one with each answer. */
  created(): number {
    return 1_749_176_895 + this.count;
  }

  private digest(encoding: 'hex' | 'base64url'): string {
    this.count += 1;
    return createHash('sha256').update(`local heroku ${this.count}`).digest(encoding);
  }
}
