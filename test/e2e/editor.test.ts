import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseProfile } from '../../electron/shared/profile.ts';
import { sharedApp } from './driver/app.ts';
import { chooseSavePath } from './driver/dialogs.ts';
import {
  addSteps,
  complaintOf,
  editor,
  field,
  fillProfile,
  leaveEditor,
  pasteInto,
  saveProfile,
  shownPorts,
} from './driver/editor.ts';
import { profileLine } from './driver/screen.ts';

const knockdConf = `[options]
    UseSyslog

[openSSH]
    sequence    = 7000,8000,9000
    seq_timeout = 15
    command     = /sbin/iptables -A INPUT -s %IP% -p tcp --dport 22 -j ACCEPT
    tcpflags    = syn

[closeSSH]
    sequence    = 9000,8000,7000
    seq_timeout = 15
    command     = /sbin/iptables -D INPUT -s %IP% -p tcp --dport 22 -j ACCEPT
    tcpflags    = syn
`;

describe('the editor of a new profile', () => {
  const app = sharedApp();

  beforeEach(async () => {
    const { page } = app();
    // A test that has failed may have left it open.
    if (await editor(page).isVisible()) await leave();
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await editor(page).waitFor();
  });

  const leave = () => leaveEditor(app().page);

  it('says beside a field what is wrong with it, once it was left', async () => {
    const { page } = app();
    await field(page, 'Host').fill('web 1');
    expect(await complaintOf(field(page, 'Host'))).toBe('');
    await field(page, 'Port').fill('70000');
    await expect.poll(() => complaintOf(field(page, 'Host'))).toMatch(/host/i);
    await field(page, 'User').focus();
    await expect.poll(() => complaintOf(field(page, 'Port'))).toBe('The port is a whole number from 1 to 65535.');
    await leave();
  });

  it('names the place in a sequence that cannot be read, and keeps what was typed', async () => {
    const { page } = app();
    await addSteps(page, 'Opening', '7000, 99999, 9000');
    const opening = editor(page).getByRole('group', { name: 'Opening', exact: true });
    await opening
      .getByRole('alert')
      .getByText(/at character 7: a port is a number from 1 to 65535/)
      .waitFor();
    expect(await opening.getByLabel('Opening, add a step').inputValue()).toBe('7000, 99999, 9000');
    await leave();
  });

  it('goes to the first field that is wrong when it is saved, and saves nothing', async () => {
    const { page } = app();
    await field(page, 'Name').fill('unfinished');
    await editor(page).getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => field(page, 'Host').evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await profileLine(page, 'unfinished').count()).toBe(0);
    await leave();
  });

  it('takes a sequence step by step as it is typed', async () => {
    const { page } = app();
    await editor(page).getByLabel('Opening, add a step').click();
    await page.keyboard.type('7000 8000/udp 9000@250 ');
    expect(await shownPorts(page, 'Opening')).toEqual(['7000', '8000', '9000']);
    await editor(page).getByRole('button', { name: 'Opening, step 2: udp' }).waitFor();
    await editor(page).getByRole('button', { name: 'Opening, pause after step 1: 100 ms, as all' }).waitFor();
    await leave();
  });

  it('reads a pasted knock command with its host and its pause', async () => {
    const { page } = app();
    await pasteInto(editor(page).getByLabel('Opening, add a step'), 'knock -d 250 gate.example.net 7000 8000:udp 9000');
    expect(await shownPorts(page, 'Opening')).toEqual(['7000', '8000', '9000']);
    expect(await field(page, 'Host').inputValue()).toBe('gate.example.net');
    await leave();
  });

  it('reads a pasted knockd.conf with both its doors', async () => {
    const { page } = app();
    await pasteInto(editor(page).getByLabel('Opening, add a step'), knockdConf);
    expect(await shownPorts(page, 'Opening')).toEqual(['7000', '8000', '9000']);
    expect(await shownPorts(page, 'Closing')).toEqual(['9000', '8000', '7000']);
    await leave();
  });

  it('moves a step by keyboard, and takes one away', async () => {
    const { page } = app();
    await addSteps(page, 'Opening', '7000 8000 9000');
    await editor(page).getByLabel('Opening, step 1, port').focus();
    await page.keyboard.press('Alt+ArrowRight');
    expect(await shownPorts(page, 'Opening')).toEqual(['8000', '7000', '9000']);
    await page.keyboard.press('Alt+ArrowRight');
    expect(await shownPorts(page, 'Opening')).toEqual(['8000', '9000', '7000']);
    await editor(page).getByRole('button', { name: 'Remove Opening, step 2' }).click();
    expect(await shownPorts(page, 'Opening')).toEqual(['8000', '7000']);
    await leave();
  });

  it('moves a step by dragging', async () => {
    const { page } = app();
    await addSteps(page, 'Opening', '7000 8000 9000');
    const handles = editor(page).getByRole('group', { name: 'Opening', exact: true }).getByTitle(/^Drag/);
    await handles.nth(2).dragTo(handles.nth(0));
    expect(await shownPorts(page, 'Opening')).toEqual(['9000', '7000', '8000']);
    await leave();
  });

  it('asks once before it drops what was typed', async () => {
    const { page } = app();
    await field(page, 'Name').fill('half a thought');
    await page.keyboard.press('Escape');
    await editor(page).getByText('The changes are not saved.').waitFor();
    await editor(page).getByRole('button', { name: 'Go on editing' }).click();
    expect(await field(page, 'Name').inputValue()).toBe('half a thought');
    await leave();
  });

  it('keeps the ports out of the page once they are saved, until a person asks to see them', async () => {
    const { page } = app();
    await fillProfile(page, { name: 'masked', host: 'gate.example.net', open: '47111 48222 49333' });
    await saveProfile(page);
    await profileLine(page, 'masked').click();
    await page.keyboard.press('F2');
    await editor(page).waitFor();
    expect(await page.content()).not.toMatch(/47111|48222|49333/);
    await editor(page).getByRole('group', { name: 'Opening' }).getByText('3 steps').waitFor();
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(page, 'Opening')).toEqual(['47111', '48222', '49333']);
    await leave();
  });

  it('keeps that others use a gate and that few connections are made, and exports both as version 2', async () => {
    const { page, person } = app();
    const sharing = editor(page).getByRole('checkbox', { name: 'Others use this gate from the same address' });
    const connections = field(page, 'New connections');
    await fillProfile(page, { name: 'office', host: 'gate.example.net', open: '47111 48222 49333' });
    await editor(page).getByRole('button', { name: 'How it is knocked' }).click();
    expect(await complaintOf(sharing)).toMatch(/a lost closing is not repeated/);
    await sharing.press('Space');
    await connections.press('Enter');
    await page.getByRole('option', { name: 'As many as needed' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => complaintOf(connections)).toMatch(/^Only the session’s own/);
    await saveProfile(page);

    await profileLine(page, 'office').click();
    await page.keyboard.press('F2');
    await editor(page).waitFor();
    expect(await sharing.isChecked()).toBe(true);
    expect(await connections.textContent()).toMatch(/^As few as possible/);
    await leave();

    mkdirSync(person.documents, { recursive: true });
    const path = join(person.documents, 'office.json');
    await chooseSavePath(app(), path);
    await profileLine(page, 'office').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await page.getByText(`Exported to ${path}`).waitFor();
    const exported = parseProfile(readFileSync(path, 'utf8'));
    expect(exported).toMatchObject({ version: 2, knock: { shared: true, dials: 'few' } });
  });
});
