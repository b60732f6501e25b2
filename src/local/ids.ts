import { digest, toBase64Url, toHex } from './digest';

/** Ids of one server: a count, hashed. Never twice the same, and the same again in the next server. */
export class Ids {
  private count = 0;

  /** Like `chatcmpl-1846531e6d7a6be30e1c6` (heroku-api.md §2). */
  completion(): string {
    return `chatcmpl-${toHex(this.next()).slice(0, 21)}`;
  }

  /** Like `tooluse_dV3Vtnb-S9-Z_YFicSv2Gw` (heroku-api.md §2): 22 characters of base64url. */
  toolCall(): string {
    return `tooluse_${toBase64Url(this.next())}`;
  }

  /** The form of a UUID (heroku-api.md §6, rerank). */
  uuid(): string {
    const hex = toHex(this.next());
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
  }

  /** A time stamp in seconds that grows by one with each answer. */
  created(): number {
    return 1_749_176_895 + this.count;
  }

  private next(): Uint8Array {
    this.count += 1;
    return digest(`local heroku ${this.count}`);
  }
}
