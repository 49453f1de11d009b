import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  dropTicket,
  putTicket,
  removeIfEmpty,
  ticketOf,
  ticketsIn,
} from '../../../../../electron/core/gate/journal/ticket.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

it('a ticket gets into its folder, however often that goes meanwhile', async () => {
  const folder = join(temporaryFolder(), 'queue');
  let isDone = false;
  const remove = async () => {
    while (!isDone) {
      await removeIfEmpty(folder);
      await pause(Math.random());
    }
  };
  const removing = remove();
  for (let number = 1; number <= 200; number += 1) {
    const ticket = ticketOf(number, '00000000-0000-4000-8000-000000000000');
    await putTicket(folder, ticket, 0);
    expect(await ticketsIn(folder)).toEqual([ticket]);
    await dropTicket(folder, ticket);
  }
  isDone = true;
  await removing;
  await removeIfEmpty(folder);
  expect(existsSync(folder)).toBe(false);
});
