import type { FailureCode } from './failure.ts';
import type { Protocol } from './sequence.ts';

/** Why a knock was sent. `flush` clears half an attempt out of the daemon before a sequence. */
export type KnockPurpose = 'open' | 'close' | 'flush';

/** How a gate's closing ended (rule 7 of the gate), with what can be said where nothing was knocked. */
export type ShutResult = 'shut' | 'open' | 'unknown';

/** What happens in an attempt, in order. Whoever shows it decides how much: `sent` holds a port, which is a secret. */
export type AttemptHappening =
  | { readonly event: 'resolved'; readonly host: string; readonly address: string; readonly family: 4 | 6 }
  | {
      readonly event: 'sent';
      readonly port: number;
      readonly protocol: Protocol;
      readonly purpose: KnockPurpose;
      readonly step: number;
      readonly of: number;
    }
  | { readonly event: 'dialled'; readonly address: string; readonly port: number }
  /** `found: true` when the gate was open before anything was knocked, or is held open by another session of ours. */
  | { readonly event: 'open'; readonly address: string; readonly port: number; readonly found: boolean }
  | { readonly event: 'ready' }
  | { readonly event: 'ended'; readonly exitCode?: number; readonly signal?: string; readonly reason?: string }
  | { readonly event: 'shut' }
  | { readonly event: 'failed'; readonly code: FailureCode; readonly message: string };

/** `atMs` counts from the attempt's beginning, on a clock that never runs backwards. */
export type AttemptEvent = { readonly atMs: number } & AttemptHappening;
