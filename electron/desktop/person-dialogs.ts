import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { Failure } from '../shared/failure.ts';
import { createCallRate } from './call-rate.ts';

/** A question that only the person can answer: the page neither draws it nor can click in it. */
export interface PersonQuestion {
  /** One sentence with the thing's own name. */
  readonly message: string;
  readonly detail: string;
  /** The button that goes on. The other one, Cancel unless told, has the focus: who types into a terminal accepts nothing. */
  readonly goOn: string;
  readonly giveUp?: string;
}

/** The main process' own dialogs, for what a page asks for. */
export interface PersonDialogs {
  /**
   * Runs what a page asks for and a person must agree to, alone.
   * @throws Failure `usage` while another one is open, and where the page asks too often
   */
  alone<Value>(work: (ask: Asking) => Promise<Value>): Promise<Value>;
}

/** Each gives false, or nothing, when the person gives up. */
export interface Asking {
  confirm(question: PersonQuestion): Promise<boolean>;
  open(options: OpenDialogOptions): Promise<readonly string[]>;
  save(options: SaveDialogOptions): Promise<string | undefined>;
}

/** No person asks more often: each has a dialog to read. */
const mostAsks = 5;
const withinMs = 10_000;

/**
 * @param window that the dialogs belong to, while there is one
 * @param onTooMany the page asks as nobody does
 */
export function createPersonDialogs(window: () => BrowserWindow | undefined, onTooMany: () => void): PersonDialogs {
  const rate = createCallRate(mostAsks, withinMs, () => performance.now());
  let isOpen = false;

  const asking: Asking = {
    async confirm({ message, detail, goOn, giveUp = 'Cancel' }) {
      const options = {
        type: 'question' as const,
        title: 'Portcullis',
        message,
        detail,
        buttons: [goOn, giveUp],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      };
      const parent = window();
      const { response } = await (parent === undefined
        ? dialog.showMessageBox(options)
        : dialog.showMessageBox(parent, options));
      return response === 0;
    },
    async open(options) {
      const parent = window();
      const { canceled, filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return canceled ? [] : filePaths;
    },
    async save(options) {
      const parent = window();
      const { canceled, filePath } = await (parent === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? undefined : filePath;
    },
  };

  return {
    async alone(work) {
      if (!rate.mayCall()) {
        onTooMany();
        throw new Failure('usage', 'The window asks for too much at once.');
      }
      if (isOpen) throw new Failure('usage', 'Answer the question first that is open.');
      isOpen = true;
      try {
        return await work(asking);
      } finally {
        isOpen = false;
      }
    },
  };
}
