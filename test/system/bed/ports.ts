import { randomInt } from 'node:crypto';

const drawn = new Set<number>();

/** Draws `count` ports that this process has not drawn yet, from 1024 up to below where the system takes its own. */
export function drawPorts(count: number): number[] {
  return Array.from({ length: count }, () => {
    let port = randomInt(1024, 32_768);
    while (drawn.has(port)) port = randomInt(1024, 32_768);
    drawn.add(port);
    return port;
  });
}

/** Draws a sequence in knockd's notation, `7000,8000:udp,9000`: one fresh port for each protocol, three TCP unless told. */
export function drawSequence(...protocols: readonly ('tcp' | 'udp')[]): string {
  const wanted = protocols.length > 0 ? protocols : (['tcp', 'tcp', 'tcp'] as const);
  const ports = drawPorts(wanted.length);
  return wanted.map((protocol, at) => `${ports[at]}${protocol === 'udp' ? ':udp' : ''}`).join(',');
}

/** Reads knockd's notation. */
export function stepsOf(sequence: string): { readonly port: number; readonly protocol: 'tcp' | 'udp' }[] {
  return sequence.split(',').map((step) => {
    const [port, protocol = 'tcp'] = step.trim().split(':');
    if (protocol !== 'tcp' && protocol !== 'udp') throw new Error(`${step} is no step`);
    return { port: Number(port), protocol };
  });
}
