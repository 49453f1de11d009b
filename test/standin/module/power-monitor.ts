import { EventEmitter } from 'node:events';

/** Electron's `powerMonitor`: tells nothing by itself, tests emit `suspend`, `resume` and the like on it. */
class PowerMonitor extends EventEmitter {
  readonly onBatteryPower = false;

  getSystemIdleState(): string {
    return 'active';
  }

  getSystemIdleTime(): number {
    return 0;
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }
}

export const powerMonitor = new PowerMonitor();
