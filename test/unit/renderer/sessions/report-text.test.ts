import { expect, test } from 'vitest';
import { reportText } from '../../../../renderer/sessions/report-text.ts';
import { makeFacts } from '../../../support/made-attempt.ts';
import { dial, knock, madeSession, resolved } from './made-session.ts';

const session = madeSession({
  state: 'ended',
  timeline: [resolved, knock(5, 1), knock(9, 2), knock(13, 3), dial(15)],
  end: {
    kind: 'failed',
    failure: { code: 'gate-stayed-shut', message: 'The gate did not open.', remedy: 'Check the sequence.' },
  },
  ending: { kind: 'left', why: 'never-opened' },
  warnings: ['The key file can be read by others.'],
});
const app = { version: '0.1.0', platform: 'linux', userName: '', isTrial: false } as const;

test('a report says what was seen, what it means, what to try, and when', () => {
  const text = reportText(session, app);
  expect(text).toContain('The gate did not open: web-1 (deploy@web-1.example.net)');
  expect(text).toContain('Portcullis 0.1.0, linux, 2026-01-02T03:04:05.000Z');
  expect(text).toMatch(/Seen: .*\n\nMeans: .*\n\nTry: Check the sequence\./);
  expect(text).toContain('     5 ms  knock 1 of 3\n');
  expect(text).toContain('Gate: The gate never opened: there is nothing to shut.');
  expect(text).toContain('The key file can be read by others.');
});

test('no port of the sequence is in it, though the timeline were to carry one', () => {
  const leaky = { ...knock(5, 1), port: 7000, protocol: 'tcp' };
  expect(reportText({ ...session, timeline: [leaky] }, app)).not.toMatch(/7000|tcp/);
});

test('a failed attempt is told with its causes, and with what the server should show', () => {
  const failed = { atMs: 1500, event: 'failed', code: 'gate-stayed-shut', message: 'The gate did not open.' } as const;
  const known = { ...session, timeline: [...session.timeline, failed], facts: makeFacts({ ownAddress: '192.0.2.9' }) };
  const text = reportText(known, app);
  expect(text).toMatch(/Seen: Port 22 of 203\.0\.113\.7 stayed silent/);
  expect(text).toMatch(
    /Likely causes, the commonest first:\n1\. The knocks do not fit what the server waits for.*\n {3}Try: /,
  );
  for (const line of ['Stage 3', 'OPEN SESAME', "tcpdump -ni any 'src host 192.0.2.9"]) expect(text).toContain(line);
});
