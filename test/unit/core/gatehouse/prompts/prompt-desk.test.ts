import { describe, expect, it } from 'vitest';
import { createPromptDesk } from '../../../../../electron/core/gatehouse/prompts/prompt-desk.ts';
import type { PromptView } from '../../../../../electron/shared/views/prompt-view.ts';

const question = { kind: 'password', user: 'ada', host: 'gate.example', attempt: 1 } as const;
const asked = { sessionId: 'session', question, canRemember: true };

function openDesk() {
  const told: (readonly PromptView[])[] = [];
  return { desk: createPromptDesk((prompts) => void told.push(prompts)), told };
}

describe('a question', () => {
  it('is shown until it is answered, once', async () => {
    const { desk, told } = openDesk();
    const answer = desk.ask(asked, new AbortController().signal);
    const [view] = desk.views();
    expect(view).toMatchObject(asked);
    desk.answer(view?.id ?? '', { answer: 'right', remember: true });
    desk.answer(view?.id ?? '', { answer: 'second', remember: false });
    expect(await answer).toEqual({ answer: 'right', remember: true });
    expect(desk.views()).toEqual([]);
    expect(told.map(({ length }) => length)).toEqual([1, 0]);
    expect(JSON.stringify(told)).not.toContain('right');
  });

  it('does not take the answer to another one', async () => {
    const { desk } = openDesk();
    const [first, second] = [desk.ask(asked, AbortSignal.any([])), desk.ask(asked, AbortSignal.any([]))];
    const [one, other] = desk.views();
    expect(one?.id).not.toBe(other?.id);
    desk.answer(other?.id ?? '', { answer: 'for the second', remember: false });
    expect(await second).toMatchObject({ answer: 'for the second' });
    expect(desk.views()).toEqual([one]);
    desk.answer(one?.id ?? '', { answer: undefined, remember: false });
    expect(await first).toEqual({ answer: undefined, remember: false });
  });

  it('is withdrawn by its signal, and never asked when that was raised before', async () => {
    const { desk, told } = openDesk();
    const cancel = new AbortController();
    const answer = desk.ask(asked, cancel.signal);
    cancel.abort();
    expect(await answer).toBeUndefined();
    expect(await desk.ask(asked, cancel.signal)).toBeUndefined();
    expect(told).toHaveLength(2);
  });
});
