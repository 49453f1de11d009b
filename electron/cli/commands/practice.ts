import { text } from 'node:stream/consumers';
import type { PracticeEvent } from '../../core/practice/practice-event.ts';
import { openGatedSession } from '../../core/session/gated-session.ts';
import { accountOf } from '../../shared/account.ts';
import { asFailure } from '../../shared/failure.ts';
import { gatePlanOf } from '../../shared/gate-plan.ts';
import { formatSequence } from '../../shared/sequence.ts';
import { besideRecovery } from '../beside-recovery.ts';
import type { Reporter } from '../reporter.ts';
import { exitStatusOf, type Runtime } from '../runtime.ts';
import { practiceTarget } from './practice-target.ts';

const commands = ['whoami', 'ls', 'cat welcome.txt'];

/** `portcullis practice`: the whole loop on a gate inside this process, told line by line. @returns the exit status */
export function practice(runtime: Runtime, reporter: Reporter, write: (text: string) => void): Promise<number> {
  return besideRecovery(runtime, reporter, undefined, () => practiseIn(runtime, reporter, write));
}

async function practiseIn(runtime: Runtime, reporter: Reporter, write: (text: string) => void): Promise<number> {
  const target = await practiceTarget(runtime);
  const { gate, profile } = target;
  const stopListening = gate.onDidChange((event) => {
    const line = serverLine(event);
    if (line !== undefined) write(`    server: ${line}\n`);
  });
  try {
    write('This is the practice gate: a knock daemon and an SSH server inside this program, on loopback only.\n');
    write(`Its SSH port ${gate.port} refuses everybody until somebody knocks ${formatSequence(gate.opening)}.\n\n`);
    const { interrupts } = runtime;
    const login = {
      user: gate.user,
      ways: target.ways,
      agentSocket: undefined,
      questions: target.questionsOf(accountOf(profile, gate.user)),
      onBanner: () => undefined,
      onWarning: (warning: string) => write(`${warning}\n`),
    };
    const options = { observer: reporter, signal: interrupts.cancel, shutSignal: interrupts.leave };
    const plan = gatePlanOf(profile);
    reporter.begin(plan);
    const session = await openGatedSession(target.services, plan, login, options);
    if ('failure' in session) return interrupts.exitStatus() ?? 255;
    let status = 0;
    try {
      for (const command of commands) {
        const channel = await session.ssh.run(command);
        channel.input.end();
        const [output, end] = await Promise.all([text(channel.output), channel.ended]);
        write(`\n$ ${command}\n${output}`);
        status ||= end.exitCode ?? 255;
      }
      reporter.happened({ event: 'ended', exitCode: status });
    } catch (thrown) {
      reporter.fail(asFailure(thrown));
      status = 255;
    }
    write('\n');
    const ending = await session.end();
    reporter.tell(ending);
    if (ending.kind === 'shut') {
      write('\nThat was the whole loop: knock, look, log in, work, knock shut, look again.\n');
      write(
        'Try a shell there: portcullis connect. Your own server: portcullis connect PROFILE (portcullis --help).\n',
      );
    }
    return exitStatusOf(status, ending);
  } finally {
    stopListening();
    await gate.stop();
  }
}

function serverLine(event: PracticeEvent): string | undefined {
  switch (event.event) {
    case 'stage-reached':
      return `${event.door}: stage ${event.step} of ${event.of}`;
    case 'sequence-wrong':
      return `${event.door}: wrong knock`;
    case 'gate-opened':
      return 'OPEN: the SSH port listens';
    case 'gate-shut':
      return 'SHUT: the SSH port refuses';
    case 'gate-failed':
      return event.failure.message;
    default:
      return undefined;
  }
}
