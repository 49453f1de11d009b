// A process of its own that stands in for many servers: at each address of loopback a gate that three knocks open and three
// shut, and an SSH server behind it that lets everybody in. argv is how many, and `open` where they begin so. It says its ports.
import { createServer, type Server } from 'node:net';
import ssh2 from 'ssh2';
import { addressOf } from './addresses.ts';

const [count = '1', begin] = process.argv.slice(2);
const hostKey = ssh2.utils.generateKeyPairSync('ed25519').private;
const ssh = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
  connection.on('error', () => undefined).on('authentication', (context) => context.accept());
});

async function listen(server: Server, host: string, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, 2048, resolve));
  return (server.address() as { port: number }).port;
}

const gates = new Map<string, { readonly door: Server; heard: string }>();
const knockPorts: number[] = [];
let port = 0;

for (let knock = 0; knock < 3; knock += 1) {
  const server = createServer((socket) => {
    const address = socket.localAddress ?? '';
    const gate = gates.get(address);
    socket.on('error', () => undefined).destroy();
    if (gate === undefined) return;
    gate.heard = `${gate.heard}${knock}`.slice(-3);
    if (gate.heard === '012' && !gate.door.listening) void listen(gate.door, address, port);
    if (gate.heard === '210') gate.door.close();
  });
  knockPorts.push(await listen(server, '0.0.0.0'));
}

for (let index = 0; index < Number(count); index += 1) {
  const address = addressOf(index);
  const door = createServer((socket) => ssh.injectSocket(socket.on('error', () => undefined)));
  gates.set(address, { door, heard: '' });
  port = await listen(door, address, port);
  if (begin !== 'open') door.close();
}
process.stdout.write(`${JSON.stringify({ port, knockPorts })}\n`);
