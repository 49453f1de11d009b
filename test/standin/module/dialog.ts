import { browser } from './browser.ts';
import type { BrowserWindow } from './browser-window.ts';
import { askInWindow, type Message } from './message-window.ts';
import { type AskedDialog, recorded } from './recorded.ts';

type Options = Readonly<Record<string, unknown>>;
/** Electron lets the window come first or not at all. */
type Parameters = readonly [window: BrowserWindow | undefined | null, options: Options] | readonly [options: Options];

/**
 * Electron's `dialog`: a test answers by putting down an answer before; without one every dialog is cancelled, but that a person
 * at a trial window is asked what a message box asks.
 */
export const dialog = {
  showMessageBox: async (...parameters: Parameters): Promise<Options> => {
    const options = optionsOf(parameters);
    const cancelled = { response: cancelButton(options), checkboxChecked: options['checkboxChecked'] ?? false };
    const put = putDown({ kind: 'message', options });
    if (put !== undefined || browser.isHeadless) return { ...cancelled, ...put };
    const { message = '', detail = '', buttons = ['OK'] } = options as Partial<Message>;
    return { ...cancelled, response: (await askInWindow({ message, detail, buttons })) ?? cancelled.response };
  },

  showOpenDialog: (...parameters: Parameters): Promise<Options> =>
    Promise.resolve(answer({ kind: 'open', options: optionsOf(parameters) }) ?? { canceled: true, filePaths: [] }),

  showSaveDialog: (...parameters: Parameters): Promise<Options> =>
    Promise.resolve(answer({ kind: 'save', options: optionsOf(parameters) }) ?? { canceled: true, filePath: '' }),

  showErrorBox: (title: string, content: string): void => {
    recorded.dialogs.push({ kind: 'error', options: { title, content } });
    console.error(`${title}: ${content}`);
  },
};

function optionsOf(parameters: Parameters): Options {
  return (parameters.length === 2 ? parameters[1] : (parameters[0] as Options)) ?? {};
}

/** As Electron finds it: the one that was named, else the one that is called so, else the first. */
function cancelButton({ cancelId, buttons }: Options): number {
  if (typeof cancelId === 'number') return cancelId;
  const named = Array.isArray(buttons) ? buttons.findIndex((button) => /^(cancel|no)$/i.test(String(button))) : -1;
  return Math.max(named, 0);
}

/** What a test has put down for a dialog, which is noted. */
function putDown(asked: AskedDialog): Options | undefined {
  recorded.dialogs.push(asked);
  const index = recorded.answers.findIndex(({ kind }) => kind === asked.kind);
  return index === -1 ? undefined : recorded.answers.splice(index, 1)[0]?.result;
}

function answer(asked: AskedDialog): Options | undefined {
  const put = putDown(asked);
  if (put === undefined && !browser.isHeadless) {
    const { message, title } = asked.options;
    console.error(
      `This trial window shows no dialogs of the system, so this one was cancelled: ${message ?? title ?? asked.kind}`,
    );
  }
  return put;
}
