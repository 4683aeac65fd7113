/** At most `most` at a time; the others wait in order, and those that are aborted do not wait any longer. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    while (this.running >= this.most) await new Promise<void>((next) => this.waiting.push(next));
    try {
      this.running++;
      signal.throwIfAborted();
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}
