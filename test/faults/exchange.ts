import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

export type Head = { status?: number; headers?: Record<string, string> };

/** One request and its answer, written byte by byte onto the socket: an HTTP library would not let itself be broken. */
export class Exchange {
  /** Settles when the connection is gone, whichever side ended it. */
  readonly gone: Promise<void>;
  /** Bytes of the answer that the socket has taken, whether or not they have left. */
  written = 0;

  constructor(
    readonly socket: Socket,
    readonly headers: Record<string, string>,
    readonly body: string,
  ) {
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** Whether nothing more can be written. */
  get isGone(): boolean {
    return this.socket.destroyed || this.socket.writableEnded;
  }

  /** Begins an answer of chunks. */
  head({ status = 200, headers = {} }: Head = {}): void {
    const lines = Object.entries({
      'content-type': 'text/event-stream',
      'transfer-encoding': 'chunked',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.raw(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`);
  }

  /** One chunk of the body. Settles like `drained`. */
  async send(content: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(content);
    if (bytes.length === 0) return;
    this.socket.cork();
    this.raw(`${bytes.length.toString(16)}\r\n`);
    this.raw(bytes);
    this.raw('\r\n');
    this.socket.uncork();
    await this.drained();
  }

  /** Chunk after chunk until the connection is gone. */
  async pour(chunk: string): Promise<void> {
    while (!this.isGone) {
      await this.send(chunk);
      // That the client has hung up is learned between two turns of the event loop.
      await setImmediate();
    }
  }

  raw(bytes: string | Uint8Array): void {
    if (this.isGone) return;
    this.written += bytes.length;
    this.socket.write(bytes);
  }

  /** The end that HTTP wants. A connection carries one exchange, so the head should have said `connection: close`. */
  end(): void {
    this.raw('0\r\n\r\n');
    this.close();
  }

  close(): void {
    this.socket.end();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Settles when the socket wants more or is gone. */
  async drained(): Promise<void> {
    if (this.isGone || !this.socket.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        this.socket.off('drain', settle).off('close', settle);
        resolve();
      };
      this.socket.on('drain', settle).on('close', settle);
    });
  }
}
