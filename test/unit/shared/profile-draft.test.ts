import { describe, expect, it } from 'vitest';
import { draftProblems } from '../../../electron/shared/profile-draft.ts';

const draft = { name: 'web', host: 'gate.example', isFavourite: false, knock: { sequences: { open: '33601,33602' } } };

describe('the problems of a draft', () => {
  it.each([
    draft,
    { ...draft, id: 'a', knock: {} },
    { ...draft, auth: { kind: 'agent' } },
    { ...draft, auth: [{ kind: 'key', path: '~/.ssh/id' }], terminal: {}, port: 22, group: 'work' },
  ])('are none where it is good (%#)', (good) => {
    expect(draftProblems(good)).toEqual({});
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: ' web' }],
    ['name', { name: 'a\u202eb' }],
    ['name', { name: undefined }],
    ['host', { host: 'two words' }],
    ['port', { port: 0 }],
    ['port', { port: 22.5 }],
    ['user', { user: 'a\nb' }],
    ['group', { group: 'x'.repeat(61) }],
    ['auth', { auth: [] }],
    ['auth.1.path', { auth: [{ kind: 'agent' }, { kind: 'key', path: '' }] }],
    ['auth.0.kind', { auth: [{ kind: 'magic' }] }],
    ['terminal.type', { terminal: { type: 'x y' } }],
    ['knock.sequences.open', { knock: { sequences: { open: '' } } }],
    ['knock.sequences.open', { knock: { sequences: { open: '33603,99999' } } }],
    ['knock.sequences.close', { knock: { sequences: { open: '1', close: '33603-33609' } } }],
    ['knock.sequences.udpPayloadHex', { knock: { sequences: { open: '1', udpPayloadHex: 'f' } } }],
    ['knock.delayMs', { knock: { sequences: { open: '1' }, delayMs: 10_001 } }],
    ['knock.gate', { knock: { sequences: { open: '1' }, gate: 'wide' } }],
    ['knock', {}],
  ])('are told beside the field %s, in words without its value (%#)', (path, change) => {
    const given = path === 'knock' ? { ...draft, knock: undefined } : { ...draft, ...change };
    const problems = draftProblems(given);
    expect(Object.keys(problems)).toEqual([path]);
    expect(problems[path]).toMatch(/\S/);
    expect(problems[path]).not.toMatch(/336\d\d|99999|two words|magic|wide|Invalid/);
  });

  it('are the first of each field, and of all fields at once', () => {
    const problems = draftProblems({
      ...draft,
      name: ' \u0000'.repeat(100),
      host: '',
      knock: { sequences: { open: ',' } },
    });
    expect(Object.keys(problems)).toEqual(['name', 'host', 'knock.sequences.open']);
  });

  it.each([undefined, null, 'text', [], { '33604,33605': 1 }, { ...draft, '33604,33605': 1 }])(
    'of what is no draft at all are told too, without a word of it (%#)',
    (strange) => {
      const problems = draftProblems(strange);
      expect(Object.keys(problems).length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain('3360');
    },
  );
});
