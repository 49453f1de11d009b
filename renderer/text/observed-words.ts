import type { Observed } from '../../electron/shared/diagnosis/diagnosis.ts';

/** What something observed means for the person and the gate, in a sentence; undefined where what was seen says it all. */
export const observedMeanings: Readonly<Partial<Record<Observed, string>>> = {
  silence: 'The knocks left this computer, and nothing shows that they arrived, or that anybody is there.',
  refused:
    'The host is there, and the port stayed shut: the knocks did not arrive as it expects them, or nothing listens behind the gate.',
  unreachable: 'A firewall answers for the port and stayed as it was: the knocks did not arrive as it expects them.',
  'fell-silent': 'The host was there, and hides since the knocks: it may have taken them for an attack.',
  'too-slow': 'The daemon had forgotten the first knock when the last one came.',
  'other-family': 'The host is there, and the knocks went to the address of the other family.',
  'nothing-listens': 'The knocks worked: the gate opened, and the server itself refused.',
  'not-ssh': 'The gate opened, and something else than SSH stands behind it.',
  'opened-then-shut': 'The knocks worked; it is what came after them that failed.',
  'local-firewall': 'The knocks did not leave this computer, or not all of them.',
  'no-route': 'The knocks did not leave this computer, or not all of them.',
  'name-unknown': 'Nothing was knocked: without an address there is no gate to knock at.',
};
