import { browser } from './browser.ts';

/** What a message box says, as Electron's options. */
export interface Message {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

const size = { width: 520, height: 300 };

/**
 * Asks a person in a window of its own, which no page of the app's can reach.
 * @returns the button that was pressed; undefined when the window was closed instead
 */
export async function askInWindow(message: Message): Promise<number | undefined> {
  let settle: (answer: number | undefined) => void = () => undefined;
  const answered = new Promise<number | undefined>((resolve) => {
    settle = resolve;
  });
  const gone = () => settle(undefined);
  const targetId = await browser.openPage(size, { onDidGo: gone, onDidCrash: gone });
  const commands = await browser.attach(targetId);
  commands.on('Runtime.bindingCalled', ({ payload }) => settle(Number(payload)));
  await commands.send('Runtime.enable');
  await commands.send('Runtime.addBinding', { name: 'standinAnswer' });
  await commands.send('Runtime.evaluate', { expression: `(${drawMessage})(${JSON.stringify(message)})` });
  const answer = await answered;
  await browser.closePage(targetId);
  return answer;
}

/** The function's text is run in the window: it must not refer to anything outside itself. */
function drawMessage({ message, detail, buttons }: Message): void {
  const { standinAnswer } = globalThis as unknown as { standinAnswer(index: string): void };
  const add = (tag: string, text: string) =>
    document.body.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  document.title = message;
  document.body.style.font = '15px system-ui';
  document.body.style.margin = '24px';
  add('h1', message).style.font = 'bold 17px system-ui';
  add('p', detail).style.cssText = 'white-space: pre-wrap; overflow-wrap: anywhere';
  buttons.forEach((label, index) => {
    const button = add('button', label);
    button.style.cssText = 'font: inherit; padding: 6px 16px; margin-right: 8px';
    button.addEventListener('click', () => standinAnswer(String(index)));
  });
}
