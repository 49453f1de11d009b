import { inner, innerSite } from './addresses.ts';
import { type Capture, startCapture } from './capture.ts';
import { type Door, type Knockd, startKnockd } from './doors.ts';
import { type PlainFirewall, startPlainFirewall } from './firewalls.ts';
import { makeInnerNetwork } from './network.ts';
import { type Sshd, type SshdOptions, startSshd } from './sshd.ts';

export interface InnerOptions {
  /** `drop` unless told. */
  readonly firewall?: PlainFirewall;
  readonly doors: readonly Door[];
  readonly sshd?: SshdOptions;
}

/** A host that is reached from the gate alone, behind a firewall and a knockd of its own. Its users are the gate's. */
export interface Inner {
  readonly address: typeof inner;
  readonly sshd: Sshd;
  readonly knockd: Knockd;
  /** What lets the gate through to its port 22 at present. */
  rules(): Promise<string[]>;
  /** Captures at its device. */
  capture(filter: string): Promise<Capture>;
  readonly logs: readonly { log(): string }[];
}

/** Puts the inner host behind the gate. It goes with the network. */
export async function startInner(folder: string, options: InnerOptions): Promise<Inner> {
  await makeInnerNetwork();
  const firewall = await startPlainFirewall(options.firewall ?? 'drop', innerSite);
  const [sshd, knockd] = await Promise.all([
    startSshd(folder, { hostKeys: 'other', ...options.sshd }, innerSite),
    startKnockd(folder, options.doors, firewall, innerSite),
  ]);
  return {
    address: inner,
    sshd,
    knockd,
    rules: () => firewall.rules(22),
    capture: (filter) => startCapture(filter, innerSite),
    logs: [sshd, knockd],
  };
}
