import { powerMonitor } from 'electron';
import { networkSurroundings } from '../core/network-surroundings.ts';
import type { Surroundings } from '../core/ports.ts';

/** Where a system tells nothing of its sleep, it tells of the person who comes back. */
const wakes = ['resume', 'unlock-screen'] as const;

/** What the system tells of the machine and its network. */
export function createSurroundings(): Surroundings {
  return {
    ...networkSurroundings,
    onDidWake(listener) {
      // Electron's types have one signature for each event.
      const monitor: NodeJS.EventEmitter = powerMonitor;
      for (const event of wakes) monitor.on(event, listener);
      return () => {
        for (const event of wakes) monitor.off(event, listener);
      };
    },
  };
}
