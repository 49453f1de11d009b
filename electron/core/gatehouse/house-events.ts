import type { EventMessage } from '../../shared/contract/contract.ts';

/** Carries what happens to whoever listens. */
export interface HouseEvents {
  emit(message: EventMessage): void;
  /** @returns the function that ends the subscription */
  onDidHappen(listener: (message: EventMessage) => void): () => void;
}

/** A listener that throws is a bug of its owner: it stops neither a session nor the others. */
export function createHouseEvents(): HouseEvents {
  const listeners = new Set<{ readonly hear: (message: EventMessage) => void }>();
  return {
    emit(message) {
      for (const { hear } of [...listeners]) {
        try {
          hear(message);
        } catch (thrown) {
          queueMicrotask(() => {
            throw thrown;
          });
        }
      }
    },
    onDidHappen(hear) {
      const entry = { hear };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
}
