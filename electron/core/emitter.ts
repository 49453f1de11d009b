/** Carries events to whoever listens. */
export interface Emitter<Event> {
  emit(event: Event): void;
  /** @returns the function that ends the subscription */
  listen(listener: (event: Event) => void): () => void;
}

/** A listener that throws is a bug of its owner: it stops neither whoever emits nor the others. */
export function createEmitter<Event>(): Emitter<Event> {
  const listeners = new Set<{ readonly hear: (event: Event) => void }>();
  return {
    emit(event) {
      for (const { hear } of [...listeners]) {
        try {
          hear(event);
        } catch (thrown) {
          queueMicrotask(() => {
            throw thrown;
          });
        }
      }
    },
    listen(hear) {
      // Its own entry: the same function may listen twice.
      const entry = { hear };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
}
