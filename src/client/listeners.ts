type Listener = (value: never, facts: never) => void;

/** Who wants to hear what. One listener that throws does not silence the others. */
export class Listeners {
  private readonly byName = new Map<string, Set<Listener>>();

  add(name: string, listener: Listener): () => void {
    const listeners = this.byName.get(name) ?? new Set();
    this.byName.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  has(name: string): boolean {
    return (this.byName.get(name)?.size ?? 0) > 0;
  }

  tell(name: string, value: unknown, facts?: unknown): void {
    for (const listener of this.byName.get(name) ?? []) {
      try {
        listener(value as never, facts as never);
      } catch (error) {
        setTimeout(() => {
          throw error; // Where the author sees it, as with any event.
        });
      }
    }
  }
}
