import { expect, test } from 'vitest';
import { goingBy, wayInChoices } from '../../../../renderer/profiles/way-in-choices.ts';
import { profileView } from '../../../support/profile-view.ts';

const profiles = [
  profileView({ id: 'web', name: 'web' }),
  profileView({ id: 'gate', name: 'gate' }),
  profileView({ id: 'inner', name: 'inner', via: 'gate' }),
];
const labels = (id: string | undefined, via = '') => wayInChoices(profiles, id, via).map(({ label }) => label);

test('a profile is offered every other one but those that lead back to it', () => {
  expect(labels(undefined)).toEqual(['Directly', 'gate', 'inner', 'web']);
  expect(labels('web')).toEqual(['Directly', 'gate', 'inner']);
  expect(labels('gate')).toEqual(['Directly', 'web']);
});

test('a way in that is not there stays as it is until another is chosen', () => {
  expect(labels('web', 'gone')).toEqual(['Directly', 'gate', 'inner', 'A profile that is not there']);
});

test('who goes by way of a profile', () => {
  expect(goingBy(profiles, 'gate').map(({ name }) => name)).toEqual(['inner']);
});
