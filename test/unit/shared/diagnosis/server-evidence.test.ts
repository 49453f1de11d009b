import { expect, it } from 'vitest';
import { diagnoseAttempt } from '../../../../electron/shared/diagnosis/diagnose-attempt.ts';
import { serverEvidence } from '../../../../electron/shared/diagnosis/server-evidence.ts';
import type { TimelineEntry } from '../../../../electron/shared/views/session-view.ts';
import { failure, heard, madeTry, makeFacts, openedGate, resolvedTo } from '../../../support/made-attempt.ts';

const silent = [resolvedTo(), heard('look', 'silence'), ...madeTry(), failure('gate-stayed-shut')];

function evidenceOf(timeline: readonly TimelineEntry[], facts = makeFacts()) {
  const diagnosis = diagnoseAttempt(timeline, facts);
  return diagnosis && serverEvidence(diagnosis, timeline, facts);
}

it('names a stage for each step, and what comes after the last', () => {
  expect(evidenceOf(silent, makeFacts({ steps: 2 }))?.logLines).toEqual([
    '<your address>: <door>: Stage 1',
    '<your address>: <door>: Stage 2',
    '<your address>: <door>: OPEN SESAME',
    '<door>: running command: …',
  ]);
});

it('expects no log where no daemon listens', () => {
  expect(evidenceOf(silent, makeFacts({ kind: 'one-connection' }))).toMatchObject({ logLines: [], readings: [] });
});

it('captures from our own address, and says that the server may see another', () => {
  const evidence = evidenceOf(silent, makeFacts({ ownAddress: '192.0.2.9' }));
  expect(evidence?.capture).toBe(
    "tcpdump -ni any 'src host 192.0.2.9 and (udp or tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn)'",
  );
  expect(evidence?.captureReading).toContain('behind NAT');
  expect(evidenceOf(silent)?.capture).toContain('src host ADDRESS');
});

it('is silent where the server has nothing to show', () => {
  expect(evidenceOf([failure('name-unknown')])).toBeUndefined();
  expect(evidenceOf([resolvedTo(), failure('local-network', { systemCode: 'EPERM' })])).toBeUndefined();
  expect(evidenceOf([resolvedTo(), ...madeTry(), openedGate, failure('not-ssh')])).toBeUndefined();
  expect(evidenceOf([resolvedTo(), ...madeTry(), openedGate, failure('connection-lost')])).toBeUndefined();
});
