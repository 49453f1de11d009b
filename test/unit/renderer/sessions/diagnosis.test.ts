import { expect, it } from 'vitest';
import { diagnose } from '../../../../renderer/sessions/diagnosis.ts';

const cancelled = { end: { kind: 'cancelled' } } as const;
const resolved = { atMs: 3, event: 'resolved', host: 'web', address: '203.0.113.7', family: 4 } as const;

it('says of a cancelled connect when, and that nothing was knocked yet', () => {
  expect(diagnose({ ...cancelled, timeline: [resolved] })).toMatchObject({
    seen: 'You cancelled after 3 ms.',
    means: 'No knock had left this computer.',
  });
});

it('does not speak of knocks where the gate was open already', () => {
  const open = { atMs: 80, event: 'open', address: '203.0.113.7', port: 22, found: true } as const;
  expect(diagnose({ ...cancelled, timeline: [resolved, open] }).means).toBeUndefined();
});
