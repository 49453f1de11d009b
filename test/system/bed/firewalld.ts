import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { client } from './addresses.ts';
import { runOnGate, startOnGate } from './commands.ts';
import type { FirewallTools } from './firewalls.ts';
import { waitFor } from './wait.ts';

const zone = '--zone=public';

/**
 * Starts firewalld at the gate on a message bus of its own, in its default zone and without its opening for ssh.
 * Doors use the rich rules that the tutorials name.
 */
export async function startFirewalld(folder: string): Promise<FirewallTools> {
  const bus = join(folder, 'bus');
  const busFile = join(folder, 'dbus.conf');
  const settings = join(folder, 'firewalld');
  mkdirSync(join(settings, 'zones'), { recursive: true });
  writeFileSync(busFile, busConfiguration(bus));
  writeFileSync(join(settings, 'firewalld.conf'), 'DefaultZone=public\nFirewallBackend=nftables\nLogDenied=off\n');
  writeFileSync(join(settings, 'zones', 'public.xml'), '<?xml version="1.0"?><zone><short>Public</short></zone>\n');
  const env = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}` };
  const daemon = startOnGate('dbus-daemon', [`--config-file=${busFile}`, '--nofork', '--nopidfile', '--print-address']);
  await daemon.wrote(/unix:/);
  const log = ['--log-target', 'file', '--log-file', join(folder, 'firewalld.log')];
  startOnGate('firewalld', ['--nofork', '--nopid', '--system-config', settings, ...log], { env });
  await waitFor('firewalld', () => isRunning(env), { withinMs: 15_000, everyMs: 20 });
  return {
    env,
    command(action, family, port) {
      const service = port === 22 ? 'service name="ssh"' : `port port="${port}" protocol="tcp"`;
      const rule = `rule family="${family}" source address="%IP%" ${service} accept`;
      return `firewall-cmd ${zone} --${action === 'open' ? 'add' : 'remove'}-rich-rule='${rule}'`;
    },
    async rules(port) {
      const listed = await runOnGate('firewall-cmd', [zone, '--list-rich-rules'], { env });
      const marks = port === 22 ? 'service name="ssh"' : `port port="${port}"`;
      const own = [`"${client.ipv4}"`, `"${client.ipv6}"`];
      return listed
        .split('\n')
        .filter((line) => line.includes(marks) && own.some((source) => line.includes(`address=${source}`)));
    },
  };
}

async function isRunning(env: NodeJS.ProcessEnv): Promise<boolean> {
  const name = 'org.fedoraproject.FirewallD1';
  const call = ['org.freedesktop.DBus.Properties.Get', `string:${name}`, 'string:state'];
  const target = [`--dest=${name}`, '/org/fedoraproject/FirewallD1'];
  return await runOnGate('dbus-send', ['--system', '--print-reply', '--reply-timeout=1000', ...target, ...call], {
    env,
  })
    .then((reply) => reply.includes('RUNNING'))
    .catch(() => false);
}

/** Without `eavesdrop` the bus would reject replies. */
function busConfiguration(path: string): string {
  return `<busconfig>
  <type>system</type>
  <listen>unix:path=${path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
`;
}
