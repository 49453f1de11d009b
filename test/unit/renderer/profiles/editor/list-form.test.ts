import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../../../renderer/profiles/draft-of.ts';
import { formProblems } from '../../../../../renderer/profiles/editor/editor-state.ts';
import {
  isListOf,
  listStateOf,
  listSummary,
  nextAfterChange,
} from '../../../../../renderer/profiles/editor/list-form.ts';
import { emptyForm, formOf, noSequences } from '../../../../../renderer/profiles/profile-form.ts';
import { profileView } from '../../../../support/profile-view.ts';

const listed = (list: string, oneTimeNext = '') => ({
  ...emptyForm,
  name: 'web',
  host: 'web',
  sequences: { ...noSequences, isList: true, list },
  oneTimeNext,
});

describe('the list of a form', () => {
  it('is handed over as sequences, with its place where that was said', () => {
    const form = listed('#1,2\n 7001,7002\n 7003:UDP\n', '2');
    expect(draftOf(form).knock).toEqual({ sequences: { oneTime: ['7001,7002', '7003:udp'] }, oneTimeNext: 2 });
    expect(formProblems(form)).toEqual({});
    expect(listStateOf(form, undefined)).toEqual({ count: 2, next: 2 });
    expect(listSummary(form, undefined)).toBe('1 one-time sequence left');
  });

  it.each([
    ['', 'is empty'],
    ['7001\n7002-7003', 'The list cannot be read at line 2: ranges of ports are not possible, write each port.'],
  ])('says what is wrong with it (%#)', (text, why) => {
    expect(formProblems(listed(text))).toEqual({ 'knock.sequences.oneTime': why });
  });

  it('of a kept profile stays kept, and can be moved unseen', () => {
    const profile = profileView({ id: 'x', oneTime: { count: 20, next: 4 } });
    const form = formOf(profile);
    expect(isListOf(form, profile)).toBe(true);
    expect(listStateOf(form, profile)).toEqual({ count: 20, next: 4 });
    expect(draftOf(form).knock).toEqual({});
    expect(draftOf({ ...form, oneTimeNext: '5' }).knock).toEqual({ oneTimeNext: 5 });
  });

  it('that cannot be read stays kept until another is typed', () => {
    const profile = profileView({ id: 'x', oneTime: { count: 20, next: 4 }, unreadable: ['sequences'] });
    const form = formOf(profile);
    expect([isListOf(form, profile), draftOf(form).knock, formProblems(form)]).toEqual([true, {}, {}]);
  });

  it('is left out where one sequence opens', () => {
    const form = listed('7001', '2');
    const { knock } = draftOf({ ...form, sequences: { ...form.sequences, isList: false } });
    expect(knock).toEqual({ sequences: { open: '' } });
  });
});

describe('a list that was changed', () => {
  const before = ' 7001\n 7002\n 7003\n';
  it.each([
    ['keeps its place when lines are added behind', `${before}7004`, 3],
    ['keeps it when what is not used yet changes', '7001\n7002\n7999', 3],
    ['keeps it when only blanks and comments change', '# mine\n7001\n\n7002\n7003', 3],
    ['begins anew when it is another', '7101\n7102', 1],
    ['begins anew when what was used is gone', '7003', 1],
  ])('%s', (_, after, next) => {
    expect(nextAfterChange(before, after, 3)).toBe(next);
  });
});
