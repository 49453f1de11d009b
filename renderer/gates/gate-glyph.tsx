import { useDesk } from '../app/desk-store.ts';
import { gateStateWords } from '../text/gate-words.ts';
import { GateMark } from '../ui/gate-mark.tsx';
import { gateMarkOf } from './gate-mark-of.ts';

/** The gate of a profile as its glyph, with its state for a screen reader. It alone is drawn anew when the gate moves. */
export function GateGlyph({ profileId, size }: { readonly profileId: string; readonly size?: number | undefined }) {
  const gate = useDesk((desk) => desk.gates[profileId]);
  return <GateMark {...gateMarkOf(gate)} size={size} label={`gate ${gateStateWords[gate?.state ?? 'shut']}`} />;
}
