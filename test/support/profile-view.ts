import type { ProfileView } from '../../electron/shared/views/profile-view.ts';

/** A kept profile as the window sees it, with everything usual but what is given. */
export function profileView(given: Partial<ProfileView>): ProfileView {
  return {
    id: 'a',
    name: 'web',
    host: 'web.example.net',
    port: 22,
    user: undefined,
    via: undefined,
    group: undefined,
    isFavourite: false,
    lastUsedAtMs: undefined,
    opening: { steps: 3, durationMs: 200 },
    oneTime: undefined,
    closing: { steps: 3, durationMs: 200 },
    delayMs: 100,
    learnsPace: true,
    family: 'auto',
    gate: 'knockd',
    seqTimeoutS: 25,
    opensForS: undefined,
    deadlineS: 15,
    recovers: true,
    shared: false,
    dials: 'usual',
    shutWhen: 'last-session',
    shutDelayS: 60,
    auth: undefined,
    terminal: undefined,
    hasPassword: false,
    passphrasesKept: [],
    unreadable: [],
    ...given,
  };
}
