import { describe, expect, it } from 'vitest';
import { formProblems, sectionOf } from '../../../../../renderer/profiles/editor/editor-state.ts';
import { emptyForm, noSequences } from '../../../../../renderer/profiles/profile-form.ts';
import { typedSteps } from '../../../../../renderer/profiles/step-form.ts';

describe('the editor', () => {
  it('says what a new profile lacks', () => {
    expect(formProblems(emptyForm)).toEqual({
      name: 'is empty',
      host: 'a host is missing',
      'knock.sequences.open': 'the ports to knock at are missing',
    });
  });

  it('says which step is wrong, and why', () => {
    const sequences = { ...noSequences, open: typedSteps('7000 8000/udp 70000'), close: typedSteps('1') };
    expect(formProblems({ ...emptyForm, name: 'web', host: 'web', sequences })).toEqual({
      'knock.sequences.open': 'step 3: a port is a number from 1 to 65535',
    });
  });

  it('finds a fault in a way to log in', () => {
    const form = { ...emptyForm, ways: [{ key: 0, kind: 'key' as const, text: '' }] };
    expect(formProblems(form)).toEqual(expect.objectContaining({ 'auth.0.path': 'name the file' }));
  });

  it.each([
    ['name', 'server'],
    ['port', 'server'],
    ['knock.sequences.open', 'knock'],
    ['knock.delayMs', 'knock'],
    ['auth.0.path', 'login'],
    ['knock.sequences.close', 'closing'],
    ['knock.opensForS', 'closing'],
    ['knock.shutDelayS', 'closing'],
    ['terminal.type', 'terminal'],
  ])('shows %s in the section %s', (path, section) => {
    expect(sectionOf(path)).toBe(section);
  });
});
