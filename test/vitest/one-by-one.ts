import { DefaultReporter, type TestCase, type TestModule } from 'vitest/node';

type ConsoleLog = Parameters<DefaultReporter['onUserConsoleLog']>[0];

/**
 * vitest's own report, readable where many files run at once: a failure names itself at once, and what a file's tests wrote
 * comes when the file is done, in one piece.
 */
export default class OneByOne extends DefaultReporter {
  readonly #written = new Map<string, ConsoleLog[]>();

  override onTestCaseResult(test: TestCase): void {
    super.onTestCaseResult(test);
    const { state, errors } = test.result();
    if (state !== 'failed') return;
    const [why = ''] = errors[0]?.message.split('\n') ?? [];
    this.log(`FAILED ${test.module.relativeModuleId}: ${test.fullName}\n       ${why.slice(0, 300)}`);
  }

  override onUserConsoleLog(log: ConsoleLog): void {
    const file = log.taskId && this.ctx.state.idMap.get(log.taskId)?.file.id;
    if (file === undefined) super.onUserConsoleLog(log);
    else this.#written.set(file, [...(this.#written.get(file) ?? []), log]);
  }

  override onTestModuleEnd(file: TestModule): void {
    for (const log of this.#written.get(file.id) ?? []) super.onUserConsoleLog(log);
    this.#written.delete(file.id);
    super.onTestModuleEnd(file);
  }
}
