import { describe, expect, it } from 'vitest';
import { draftProblems } from '../../../../electron/shared/profile-draft.ts';
import { draftOf, sameDraft } from '../../../../renderer/profiles/draft-of.ts';
import { emptyForm, formOf, noSequences, sequencesFormOf } from '../../../../renderer/profiles/profile-form.ts';
import { stepFormsOf } from '../../../../renderer/profiles/step-form.ts';
import { profileView } from '../../../support/profile-view.ts';

const filled = {
  ...emptyForm,
  name: ' web ',
  host: '192.0.2.1',
  sequences: { ...noSequences, open: stepFormsOf('7000,8000:udp') },
};

describe('a draft', () => {
  it('says only what was said, without blanks around it', () => {
    expect(draftOf(filled)).toEqual({
      isFavourite: false,
      name: 'web',
      host: '192.0.2.1',
      knock: { sequences: { open: '7000,8000:udp' } },
    });
    expect(draftProblems(draftOf(filled))).toEqual({});
  });

  it('holds everything that was said', () => {
    const draft = draftOf({
      ...filled,
      port: '2222',
      user: 'ann',
      group: 'work',
      delayMs: '50',
      family: 'ipv6',
      gate: 'timed',
      seqTimeoutS: '10',
      opensForS: '30',
      shared: true,
      dials: 'few',
      shutWhen: 'delayed',
      shutDelayS: '90',
      sequences: { ...noSequences, open: stepFormsOf('1'), close: stepFormsOf('2'), udpPayloadHex: 'ca fe' },
      ways: [
        { key: 0, kind: 'agent', text: '' },
        { key: 1, kind: 'key', text: ' ~/.ssh/id ' },
        { key: 2, kind: 'keyboard-interactive', text: '' },
      ],
      terminalType: 'xterm',
      colours: 'dark',
    });
    expect(draft).toMatchObject({
      port: 2222,
      user: 'ann',
      group: 'work',
      auth: [{ kind: 'agent' }, { kind: 'key', path: '~/.ssh/id' }, { kind: 'keyboard-interactive' }],
      terminal: { type: 'xterm', colours: 'dark' },
      knock: {
        delayMs: 50,
        family: 'ipv6',
        gate: 'timed',
        seqTimeoutS: 10,
        opensForS: 30,
        shared: true,
        dials: 'few',
        shutWhen: 'delayed',
        shutDelayS: 90,
        sequences: { open: '1', close: '2', udpPayloadHex: 'cafe' },
      },
    });
    expect(draftProblems(draft)).toEqual({});
  });

  it('leaves a delay out that is not shown, and complains of a wrong one that is', () => {
    expect(draftOf({ ...filled, shutWhen: 'by-hand', shutDelayS: 'soon' }).knock).toMatchObject({
      shutWhen: 'by-hand',
    });
    expect(draftProblems(draftOf({ ...filled, shutWhen: 'by-hand', shutDelayS: 'soon' }))).toEqual({});
    expect(draftProblems(draftOf({ ...filled, shutWhen: 'delayed', shutDelayS: '0' }))).toEqual({
      'knock.shutDelayS': 'is a whole number from 1 to 86400',
    });
  });

  it.each(['abc', '0x16', '1e3', '-1', '22.5', '70000'])(
    'leaves it to the schema to complain of the port %j',
    (port) => {
      expect(draftProblems(draftOf({ ...filled, port }))).toEqual({ port: 'is a whole number from 1 to 65535' });
    },
  );

  it('of a kept profile keeps the sequences that nobody touched', () => {
    const form = formOf(profileView({ id: 'x' }));
    expect(draftOf(form).knock).toEqual({});
    const revealed = { open: '1,2', oneTime: undefined, close: undefined, udpPayloadHex: undefined };
    expect(draftOf({ ...form, sequences: sequencesFormOf(revealed) }).knock).toEqual({ sequences: { open: '1,2' } });
  });

  it('of a profile with unreadable sequences keeps them until others are typed', () => {
    const form = formOf(profileView({ id: 'x', unreadable: ['sequences'] }));
    expect(form.sequences).toEqual(noSequences);
    expect(draftOf(form).knock).toEqual({});
    expect(draftProblems(draftOf(form))).toEqual({});
  });

  it('of an untouched form is the profile as it was', () => {
    const profile = profileView({
      id: 'x',
      port: 2222,
      delayMs: 50,
      learnsPace: false,
      gate: 'other',
      auth: [{ kind: 'key', path: '/k' }, { kind: 'password' }],
      terminal: { colours: 'light' },
    });
    expect(draftOf(formOf(profile))).toMatchObject({
      id: 'x',
      port: 2222,
      auth: profile.auth,
      terminal: { colours: 'light' },
      knock: { delayMs: 50, gate: 'other' },
    });
  });

  it('tells a change from none', () => {
    expect(sameDraft(filled, { ...filled, name: 'web' })).toBe(true);
    expect(sameDraft(filled, { ...filled, name: 'other' })).toBe(false);
  });
});
