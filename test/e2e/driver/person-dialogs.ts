import type { App } from './app.ts';

/** A question that the main process has asked the person. */
export interface AskedPerson {
  readonly message: string;
  readonly detail: string;
}

/** Has the person agree to what the main process asks them, or give up. */
export function answerAll({ electron }: Pick<App, 'electron'>, isAgreed: boolean): Promise<void> {
  return electron.evaluate(
    ({ dialog }, response) => {
      const asked: AskedPerson[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = (...parameters: unknown[]) => {
        const { message, detail = '' } = parameters.at(-1) as Electron.MessageBoxOptions;
        asked.push({ message, detail });
        return Promise.resolve({ response, checkboxChecked: false });
      };
    },
    isAgreed ? 0 : 1,
  );
}

/** What the person was asked since `answerAll`. */
export function askedPerson({ electron }: App): Promise<readonly AskedPerson[]> {
  return electron.evaluate(() => (globalThis as unknown as { asked: AskedPerson[] }).asked);
}
