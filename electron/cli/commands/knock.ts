import type { Observer } from '../../shared/timeline.ts';
import { besideRecovery } from '../beside-recovery.ts';
import type { KnockOrder } from '../command-line.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';

/** `portcullis knock`: what knock(1) does, with its output. @returns the exit status */
export async function knock(order: KnockOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const { host, family, steps: opening, delayMs, verbose } = order;
  let address = host;
  const observer: Observer = {
    noticed: (notice) => reporter.noticed(notice),
    happened: (happening) => {
      if (happening.event === 'resolved') address = happening.address;
      if (happening.event !== 'sent' || !verbose) return;
      process.stdout.write(`hitting ${happening.protocol} ${address}:${happening.port}\n`);
    },
  };
  const knocks = { host, family, opening, delayMs, udpPayload: Uint8Array.of(0) };
  await besideRecovery(runtime, reporter, host, () =>
    runtime.services.gatekeeper.knock(knocks, { observer, signal: runtime.interrupts.cancel }),
  );
  return 0;
}
