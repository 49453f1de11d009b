import type { GateView } from '../../electron/shared/views/gate-view.ts';
import type { GateMarkProps } from '../ui/gate-mark.tsx';

/** How the mark shows a gate: its state, how far it is up, and how many of its bars are lit. */
export function gateMarkOf(gate: GateView | undefined): Pick<GateMarkProps, 'state' | 'progress' | 'knocked'> {
  switch (gate?.state) {
    case undefined:
    case 'shut':
      return { state: 'shut' };
    case 'knocking':
      // It hangs low while it is knocked at: only an answered dial raises it.
      return { state: 'moving', progress: gate.progress * 0.4, knocked: gate.progress };
    case 'dialling':
      return { state: 'moving', progress: 0.5, knocked: 1 };
    case 'closing':
      return { state: 'moving', progress: 1 - gate.progress, knocked: 1 };
    case 'open':
      return { state: 'open' };
    case 'failed':
    case 'unknown':
      return { state: 'stuck' };
  }
}
