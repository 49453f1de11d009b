import type { GateView } from '../../electron/shared/views/gate-view.ts';

/** A gate as the window sees it, open and held by nobody but for what is given. */
export function gateView(given: Partial<GateView> = {}): GateView {
  return {
    profileId: 'a',
    state: 'open',
    progress: 0,
    openedAtMs: undefined,
    sessions: 0,
    isHeldByHand: false,
    isFound: false,
    isLeft: false,
    shuts: undefined,
    message: undefined,
    ...given,
  };
}
