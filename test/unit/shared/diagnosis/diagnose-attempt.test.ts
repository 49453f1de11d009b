import { describe, expect, it } from 'vitest';
import { diagnoseAttempt } from '../../../../electron/shared/diagnosis/diagnose-attempt.ts';
import type { TimelineEntry } from '../../../../electron/shared/views/session-view.ts';
import { failure, heard, madeTry, makeFacts, openedGate, resolvedTo } from '../../../support/made-attempt.ts';

const stayedShut = failure('gate-stayed-shut');

function shutAfter(look: string | undefined, after: readonly string[], more: readonly TimelineEntry[] = []) {
  const looked = look === undefined ? [] : [heard('look', look)];
  return [resolvedTo(), ...looked, ...madeTry({ answers: after }), ...more, stayedShut];
}

const resolved = (more: Partial<Extract<TimelineEntry, { readonly event: 'resolved' }>>): TimelineEntry => {
  return { ...resolvedTo(), ...more } as TimelineEntry;
};

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
    // In the last second of its time luck decides, and nobody has bad luck three times.
    const threeTimes = [0, 1, 2].flatMap((tried) => madeTry({ apartMs: 700, atMs: 100 + 5000 * tried }));
    expect(observedOf([resolvedTo(), ...threeTimes, stayedShut], makeFacts({ seqTimeoutS: 2 }))).toBe('silence');
    expect(observedOf([resolvedTo(), ...madeTry({ apartMs: 20 }), stayedShut], makeFacts({ seqTimeoutS: 1 }))).toBe(
      'silence',
    );
    // A first pace that was too slow explains nothing where a later one was not.
    const slowThenQuick = [resolvedTo(), ...madeTry({ apartMs: 700 }), ...madeTry({ atMs: 5000 }), stayedShut];
    expect(observedOf(slowThenQuick, makeFacts({ seqTimeoutS: 2 }))).toBe('silence');
  });

  it('and was dialled at three times in the minute before may be behind a limit of new connections', () => {
    const recently = (recentDials: number, more = {}) => [resolved({ recentDials, ...more }), ...madeTry(), stayedShut];
    expect(causesOf(recently(3, { openedBefore: 'from-here' }))?.[0]).toBe('rate-limited');
    expect(causesOf(recently(2, { openedBefore: 'from-here' }))).not.toContain('rate-limited');
    // Whose profile asks for few dials knows of a limit, and need not be told of that.
    const few = diagnoseAttempt(recently(1, { openedBefore: 'from-here' }), makeFacts({ dials: 'few' }))?.causes[0];
    expect(few?.id).toBe('rate-limited');
    expect(few?.tryThis).not.toContain('dials');
    // Where it never opened the first of them, which none had counted, have come to nothing too.
    expect(causesOf(recently(3))?.indexOf('rate-limited')).toBeGreaterThan(2);
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

  /** The words of a cause, or nothing where it is not named. */
  const wordsOf = (id: string, timeline = silence, facts = makeFacts()) =>
    diagnoseAttempt(timeline, facts)?.causes.find((cause) => cause.id === id)?.cause ?? '';

  it('follow the way of a knock: it fits, it is heard, it is of use; none is named twice', () => {
    const causes = causesOf(silence) ?? [];
    expect(causes.slice(0, 3)).toEqual(['wrong-sequence', 'knocks-unheard', 'command-failed']);
    expect(new Set(causes).size).toBe(causes.length);
    // UDP is what firewalls swallow first.
    expect(causesOf(silence, makeFacts({ protocols: ['tcp', 'udp'] }))?.[0]).toBe('knocks-unheard');
    expect(wordsOf('knocks-unheard', silence, makeFacts({ protocols: ['udp'] }))).toMatch(/heard: a firewall.*no UDP/);
  });

  it('leave out what cannot be', () => {
    expect(wordsOf('wrong-sequence')).toContain('TCPFlags');
    expect(wordsOf('wrong-sequence', silence, makeFacts({ protocols: ['udp'] }))).not.toContain('TCPFlags');
    expect(causesOf(silence)).not.toContain('used-up');
    const chain = makeFacts({ kind: 'one-connection' });
    expect(causesOf(silence, chain)?.slice(0, 3)).toEqual(['wrong-sequence', 'used-up', 'knocks-unheard']);
    expect(wordsOf('knocks-unheard', silence, chain)).not.toContain('daemon');
    expect(wordsOf('knocks-unheard')).toContain('the host is off');
    expect(wordsOf('knocks-unheard', shutAfter('ECONNREFUSED', ['ECONNREFUSED']))).not.toContain('the host is off');
  });

  it('think of the other family where it was not tried', () => {
    const oneTried = shutAfter('silence', ['silence'], [heard('other-family', 'silence')]);
    expect(wordsOf('command-failed', oneTried)).toContain('for IPv6 only');
    expect(wordsOf('command-failed')).not.toContain('only,');
    const both = [resolvedTo('2001:db8::7', 6), ...madeTry({ address: '2001:db8::7' }), resolvedTo(), ...madeTry()];
    expect(wordsOf('command-failed', [...both, stayedShut])).not.toContain('IPv4 only');
  });

  it('are other ones where the profile has opened the gate before', () => {
    const openedBefore = (from: 'from-here' | 'from-elsewhere') =>
      causesOf([resolved({ openedBefore: from }), heard('look', 'silence'), ...madeTry(), stayedShut])?.slice(0, 3);
    expect(openedBefore('from-here')).toEqual(['knocks-unheard', 'changed-there', 'banned']);
    expect(openedBefore('from-elsewhere')).toEqual(['knocks-unheard', 'other-address', 'changed-there']);
  });

  it('name slowness where the sequence is slow, and not where it is quick, or was tried often enough', () => {
    const tried = (apartMs: number, tries = 1) => {
      const each = Array.from({ length: tries }, (_, index) => madeTry({ apartMs, atMs: 100 + 5000 * index }));
      return wordsOf('wrong-sequence', [resolvedTo(), heard('look', 'silence'), ...each.flat(), stayedShut]);
    };
    expect(tried(2000)).toContain('less time for them than the 4 s that they take');
    expect(tried(700, 3)).toContain('1.4 s');
    expect(tried(20)).not.toContain('less time');
    expect(tried(200)).toContain('0.4 s');
    expect(tried(200, 3)).not.toContain('less time');
  });

  it('of an open gate begin with a firewall that guards nothing, unless knocks have opened it before', () => {
    const found = (more = {}) => causesOf([resolved(more), { ...openedGate, found: true }]);
    expect(found()).toEqual(['not-protected', 'allowed-anyway', 'never-shut']);
    expect(found({ openedBefore: 'from-here' })).toEqual(['never-shut', 'allowed-anyway', 'not-protected']);
  });

  it('of a refusal after silence name the look only where nobody heard it in time', () => {
    expect(causesOf(shutAfter('silence', ['ECONNREFUSED']))?.[0]).toBe('look-missed');
    const heardInTime = [resolvedTo(), heard('look', 'silence'), ...madeTry(), failure('nothing-listens')];
    expect(causesOf(heardInTime)).toEqual(['sshd-down', 'wrong-port', 'listens-elsewhere']);
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
    expect(wayless('EHOSTUNREACH')).toEqual(['no-network', 'route-forbidden', 'vpn-down', 'family-not-here']);
    expect(wayless('ENETUNREACH')).not.toContain('route-forbidden');
  });

  it('of a server that says nothing name the way too, which may have broken off', () => {
    expect(causesOf([resolvedTo(), ...madeTry(), openedGate, failure('login-timeout')])).toContain('path-broke');
    expect(causesOf([resolvedTo(), ...madeTry(), openedGate, failure('not-ssh')])).not.toContain('path-broke');
  });

  it('of a login that the server ended speak of the login, and neither of the gate nor of a limit of connections', () => {
    const greeted: TimelineEntry = { atMs: 410, event: 'greeted' };
    const ended = (more: Partial<TimelineEntry> = {}) =>
      causesOf([
        resolvedTo(),
        ...madeTry(),
        openedGate,
        greeted,
        { ...failure('connection-lost'), ...more } as TimelineEntry,
      ]);
    expect(ended({ atMs: 700 })).toEqual(['login-ended', 'login-too-long']);
    expect(ended({ atMs: 60_500 })).toEqual(['login-too-long', 'login-ended']);
    expect(ended({ systemCode: 'ECONNRESET' } as Partial<TimelineEntry>)).toEqual([
      'path-broke',
      'login-ended',
      'shut-too-soon',
    ]);
    const silent = [resolvedTo(), ...madeTry(), openedGate, greeted, failure('login-timeout')];
    expect(causesOf(silent)).toEqual(['path-broke', 'login-stuck', 'shut-too-soon']);
    expect(causesOf(silent, makeFacts({ kind: 'timed' }))?.[0]).toBe('shut-too-soon');
  });

  it('know a private address from one that the world sees', () => {
    const wordsFor = (ownAddress: string) =>
      diagnoseAttempt(silence, makeFacts({ ownAddress }))?.causes.find(({ id }) => id === 'command-failed')?.cause;
    for (const address of ['192.168.1.5', '10.0.0.1', '172.20.1.1', '100.64.3.2']) {
      expect(wordsFor(address)).toContain(`${address}, is good in this network only`);
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
