import { describe, expect, it } from 'vitest';
import { diagnoseAttempt } from '../../../../electron/shared/diagnosis/diagnose-attempt.ts';
import type { TimelineEntry } from '../../../../electron/shared/views/session-view.ts';
import { failure, heard, madeTry, makeFacts, openedGate, resolvedTo } from '../../../support/made-attempt.ts';

const stayedShut = failure('gate-stayed-shut');

function shutAfter(look: string | undefined, after: readonly string[], more: readonly TimelineEntry[] = []) {
  const looked = look === undefined ? [] : [heard('look', look)];
  return [resolvedTo(), ...looked, ...madeTry({ answers: after }), ...more, stayedShut];
}

const observedOf = (timeline: readonly TimelineEntry[], facts = makeFacts()) =>
  diagnoseAttempt(timeline, facts)?.observed;
const causesOf = (timeline: readonly TimelineEntry[], facts = makeFacts()) =>
  diagnoseAttempt(timeline, facts)?.causes.map(({ id }) => id);

describe('a gate that stays shut', () => {
  it.each([
    ['silence', 'silence', ['silence']],
    ['silence', undefined, ['silence']],
    ['refused', 'ECONNREFUSED', ['ECONNREFUSED']],
    ['refused', 'ECONNREFUSED', ['ECONNRESET']],
    ['unreachable', 'EHOSTUNREACH', ['EHOSTUNREACH', 'silence']],
    ['unreachable', 'silence', ['ENETUNREACH']],
    ['unreachable', 'ENOPROTOOPT', ['ENOPROTOOPT']],
    ['fell-silent', 'ECONNREFUSED', ['silence']],
    ['nothing-listens', 'silence', ['ECONNREFUSED']],
    ['nothing-listens', 'EHOSTUNREACH', ['EHOSTUNREACH', 'ECONNREFUSED']],
    ['local-firewall', 'silence', ['EPERM']],
    ['local-firewall', 'EACCES', ['silence']],
  ] as const)('is %s: before %s, after %s', (observed, look, after) => {
    expect(observedOf(shutAfter(look, after))).toBe(observed);
  });

  it('over IPv6 takes a prohibition for the firewall’s, not for its own', () => {
    const timeline = [resolvedTo('2001:db8::7', 6), heard('look', 'EACCES'), ...madeTry({ answers: ['EACCES'] })];
    expect(observedOf([...timeline, stayedShut])).toBe('unreachable');
  });

  it('whose sequence is slower than the daemon surely waits, by the clock and not by the profile', () => {
    const slow = [resolvedTo(), ...madeTry({ apartMs: 700 }), stayedShut];
    expect(observedOf(slow, makeFacts({ seqTimeoutS: 2 }))).toBe('too-slow');
    expect(observedOf(slow, makeFacts({ seqTimeoutS: 3 }))).toBe('silence');
    // A first pace that was too slow explains nothing where a later one was not.
    const slowThenQuick = [resolvedTo(), ...madeTry({ apartMs: 700 }), ...madeTry({ atMs: 5000 }), stayedShut];
    expect(observedOf(slowThenQuick, makeFacts({ seqTimeoutS: 2 }))).toBe('silence');
  });

  it('and was dialled at three times in the minute before may be behind a limit of new connections', () => {
    const recently = (recentDials: number) => [{ ...resolvedTo(), recentDials }, ...madeTry(), stayedShut];
    expect(causesOf(recently(3))?.[0]).toBe('rate-limited');
    expect(causesOf(recently(2))).not.toContain('rate-limited');
  });

  it('and answers at its other address', () => {
    expect(observedOf(shutAfter('silence', ['silence'], [heard('other-family', 'answered')]))).toBe('other-family');
    expect(observedOf(shutAfter('silence', ['silence'], [heard('other-family', 'ECONNREFUSED')]))).toBe('other-family');
    expect(observedOf(shutAfter('silence', ['silence'], [heard('other-family', 'silence')]))).toBe('silence');
    // A host that refuses here is no host of the other family only.
    const refused = shutAfter('ECONNREFUSED', ['ECONNREFUSED'], [heard('other-family', 'ECONNREFUSED')]);
    expect(observedOf(refused)).toBe('refused');
  });

  it('at two addresses goes by the one that said more', () => {
    const six = '2001:db8::7';
    const timeline = [
      resolvedTo(six, 6),
      heard('look', 'silence'),
      ...madeTry({ address: six }),
      resolvedTo(),
      heard('look', 'ECONNREFUSED'),
      ...madeTry({ answers: ['ECONNREFUSED'] }),
      ...madeTry({ address: six }),
      stayedShut,
    ];
    expect(diagnoseAttempt(timeline, makeFacts({ family: 'both' }))).toMatchObject({
      observed: 'refused',
      seen: expect.stringContaining('203.0.113.7') as string,
    });
  });
});

describe('what else goes wrong', () => {
  it.each([
    ['name-unknown', [failure('name-unknown')]],
    ['no-route', [resolvedTo(), failure('local-network', { systemCode: 'ENETUNREACH' })]],
    ['local-firewall', [resolvedTo(), failure('local-network', { systemCode: 'EPERM' })]],
    [undefined, [resolvedTo(), failure('local-network', { systemCode: 'EMFILE' })]],
    ['nothing-listens', [resolvedTo(), heard('look', 'ECONNREFUSED'), failure('nothing-listens')]],
    ['not-ssh', [resolvedTo(), ...madeTry(), openedGate, failure('not-ssh')]],
    ['not-ssh', [resolvedTo(), ...madeTry(), openedGate, failure('login-timeout')]],
    ['opened-then-shut', [resolvedTo(), openedGate, { atMs: 410, event: 'greeted' }, failure('login-timeout')]],
    ['opened-then-shut', [resolvedTo(), openedGate, failure('connection-lost')]],
    [undefined, [resolvedTo(), openedGate, { atMs: 500, event: 'ready' }, failure('connection-lost')]],
    [undefined, [resolvedTo(), openedGate, failure('login-refused')]],
    [undefined, [resolvedTo(), ...madeTry(), failure('cancelled')]],
    ['open-before', [resolvedTo(), { ...openedGate, found: true }, { atMs: 500, event: 'ready' }]],
    [undefined, [resolvedTo(), openedGate, { atMs: 500, event: 'ready' }, failure('gate-still-open')]],
  ] as const satisfies readonly (readonly [string | undefined, readonly TimelineEntry[]])[])(
    'is %s',
    (observed, timeline) => {
      expect(observedOf(timeline)).toBe(observed);
    },
  );

  it('what fails about the closing hides no failure before it', () => {
    expect(observedOf([resolvedTo(), openedGate, failure('connection-lost'), failure('gate-still-open')])).toBe(
      'opened-then-shut',
    );
  });
});

describe('the causes', () => {
  const silence = shutAfter('silence', ['silence']);

  it('begin with the commonest, and name none twice', () => {
    const causes = causesOf(silence) ?? [];
    expect(causes.slice(0, 2)).toEqual(['wrong-sequence', 'daemon-down']);
    expect(new Set(causes).size).toBe(causes.length);
  });

  it('leave out what cannot be', () => {
    expect(causesOf(silence, makeFacts({ protocols: ['udp'] }))).not.toContain('tcp-flags');
    expect(causesOf(silence)).not.toContain('used-up');
    const chain = causesOf(silence, makeFacts({ kind: 'one-connection' }));
    expect(chain).toContain('used-up');
    expect(chain).not.toContain('daemon-down');
    expect(causesOf(silence)).not.toContain('wrong-family');
    expect(causesOf(shutAfter('silence', ['silence'], [heard('other-family', 'silence')]))).toContain('wrong-family');
  });

  it('put slowness early where the sequence is slow, and leave it out where it is quick', () => {
    const slow = [resolvedTo(), heard('look', 'silence'), ...madeTry({ apartMs: 2000 }), stayedShut];
    expect(causesOf(slow)?.indexOf('too-slow')).toBe(2);
    const quick = [resolvedTo(), heard('look', 'silence'), ...madeTry({ apartMs: 20 }), stayedShut];
    expect(causesOf(quick)).not.toContain('too-slow');
  });

  it('begin with the name server where none answered', () => {
    expect(causesOf([failure('name-unknown', { systemCode: 'EAI_AGAIN' })])?.[0]).toBe('no-name-server');
    expect(causesOf([failure('name-unknown')])?.[0]).toBe('misspelt');
    const ipv6 = makeFacts({ family: 'ipv6' });
    expect(causesOf([failure('name-unknown')], ipv6)).toContain('family-without-address');
  });

  it('name a route that forbids the address where there is one, and not where there is none', () => {
    const wayless = (systemCode: string) => causesOf([resolvedTo(), failure('local-network', { systemCode })]);
    expect(wayless('EINVAL')?.[0]).toBe('route-forbidden');
    expect(wayless('EHOSTUNREACH')).toEqual(['no-network', 'vpn-down', 'family-not-here', 'route-forbidden']);
    expect(wayless('ENETUNREACH')).not.toContain('route-forbidden');
  });

  it('of a server that says nothing name the way too, which may have broken off', () => {
    expect(causesOf([resolvedTo(), ...madeTry(), openedGate, failure('login-timeout')])).toContain('path-broke');
    expect(causesOf([resolvedTo(), ...madeTry(), openedGate, failure('not-ssh')])).not.toContain('path-broke');
  });

  it('know a private address from one that the world sees', () => {
    const wordsFor = (ownAddress: string) =>
      diagnoseAttempt(silence, makeFacts({ ownAddress }))?.causes.find(({ id }) => id === 'other-address')?.cause;
    for (const address of ['192.168.1.5', '10.0.0.1', '172.20.1.1', '100.64.3.2']) {
      expect(wordsFor(address)).toContain(`${address} is good in this network only`);
    }
    for (const address of ['172.32.1.1', '100.128.0.1', '198.51.100.4']) {
      expect(wordsFor(address)).not.toContain(address);
    }
  });
});

it('says what was seen, and how often', () => {
  const twice = [resolvedTo(), heard('look', 'silence'), ...madeTry(), ...madeTry({ atMs: 3000 }), stayedShut];
  expect(diagnoseAttempt(twice, makeFacts())?.seen).toBe(
    'Port 22 of 203.0.113.7 stayed silent, before the knocks and after each of 2 tries.',
  );
  expect(diagnoseAttempt(shutAfter(undefined, ['silence']), makeFacts({ kind: 'one-connection' }))?.seen).toBe(
    'Port 22 of 203.0.113.7 stayed silent, after the knocks.',
  );
  const lost = [resolvedTo(), openedGate, failure('connection-lost', { atMs: 2600 })];
  expect(diagnoseAttempt(lost, makeFacts())?.seen).toContain('2.2 s later the connection was over, before');
});

it('of a way by jump hosts diagnoses the gate where it ended', () => {
  const leg = (at: number, doing: 'opening' | 'closing' = 'opening'): TimelineEntry => {
    return { atMs: at, event: 'leg', name: `hop ${at}`, host: 'hop', leg: at, of: 2, doing };
  };
  const outer = [leg(1), resolvedTo(), { ...openedGate, found: true }, { atMs: 410, event: 'greeted' } as const];
  const inner = [leg(2), resolvedTo('10.0.0.7'), heard('look', 'silence'), ...madeTry({ address: '10.0.0.7' })];
  const diagnosis = diagnoseAttempt([...outer, ...inner, stayedShut, leg(1, 'closing')], makeFacts({ via: 'hop 1' }));
  expect(diagnosis).toMatchObject({ observed: 'silence' });
  expect(diagnosis?.seen).toContain('10.0.0.7');
});

it('begins with the list where each sequence opens once', () => {
  expect(causesOf(shutAfter('silence', ['silence']), makeFacts({ isOneTime: true }))?.[0]).toBe('one-time-place');
});
