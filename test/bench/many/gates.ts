// A process of its own that stands in for many servers: at each address of loopback a gate that three knocks open and three
// others shut, in whatever order this busy process hears of them, and an SSH server behind it that lets everybody in. argv is
// how many, and `open` where they begin so. It says its ports.
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

const gates = new Map<string, { readonly door: Server; readonly heard: Set<number> }>();
const knockPorts: number[] = [];
let port = 0;

for (let knock = 0; knock < 6; knock += 1) {
  const server = createServer((socket) => {
    const address = socket.localAddress ?? '';
    const gate = gates.get(address);
    socket.on('error', () => undefined).destroy();
    if (gate === undefined) return;
    gate.heard.add(knock);
    const hasAll = (knocks: readonly number[]) => knocks.every((each) => gate.heard.has(each));
    const [opens, shuts] = [hasAll([0, 1, 2]), hasAll([3, 4, 5])];
    if (opens || shuts) gate.heard.clear();
    if (opens && !gate.door.listening) void listen(gate.door, address, port);
    if (shuts) gate.door.close();
  });
  knockPorts.push(await listen(server, '0.0.0.0'));
}

for (let index = 0; index < Number(count); index += 1) {
  const address = addressOf(index);
  const door = createServer((socket) => ssh.injectSocket(socket.on('error', () => undefined)));
  gates.set(address, { door, heard: new Set() });
  port = await listen(door, address, port);
  if (begin !== 'open') door.close();
}
process.stdout.write(`${JSON.stringify({ port, knockPorts })}\n`);
