import type { Failure } from '../../../shared/failure.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import type { NoticeView } from '../../../shared/views/notice-view.ts';
import type { Way } from '../../gate/reach/local-address.ts';

type Notice = Omit<NoticeView, 'id'>;

/** What a person is told of a closing; undefined where there is nothing to do or to know. */
export function noticeOfEnding(name: string, ending: GateEnding, profileId: string | undefined): Notice | undefined {
  const gate = { kind: 'gate', profileId, actions: ['shut', 'forget', 'dismiss'] } as const;
  if (ending.kind === 'open') {
    return {
      ...gate,
      ...(ending.mayBeShared && profileId !== undefined && { actions: ['shut', 'mine', 'forget', 'dismiss'] as const }),
      title: `The gate of ${name} is still open`,
      message: ending.message,
      remedy: ending.mayBeShared
        ? 'Does somebody else here use it? Then say so in the profile. If only you do, it is closed as often as it takes.'
        : 'Shut it again, or on the server.',
    };
  }
  if (ending.kind === 'unknown') {
    return {
      ...gate,
      title: `The gate of ${name} may be open`,
      message: ending.message,
      remedy:
        ending.via === undefined
          ? 'Shut it again when the network is back; the next start tries it too.'
          : `Shutting it logs in to ${ending.via} and knocks from there.`,
    };
  }
  return undefined;
}

/** A gate that was opened for an address which this computer has no more. */
export function noticeOfElsewhere(name: string, { localAddress }: Way): Notice {
  return {
    kind: 'gate',
    title: `The gate of ${name} may still be open for ${localAddress}`,
    message:
      'This computer has another address now, and what is open for another address cannot be shut from here: the ' +
      "server's rule for it stays.",
    remedy: 'It is shut when this computer has that address again; until then only the server can shut it.',
    profileId: undefined,
    actions: ['forget', 'dismiss'],
  };
}

/** A gate that could not be shut when the network was another one, or none. */
export function noticeOfReturn(name: string): Notice {
  return told(`The gate of ${name} is shut now`, {
    message: 'It could not be shut when the network changed. Now it could, and has been knocked shut.',
  });
}

/** A gate of an earlier run that is shut now. */
export function noticeOfRecovery(name: string): Notice {
  return told('A gate from an earlier run is shut now', {
    message: `Portcullis ended without shutting ${name}. It has been knocked shut at this start.`,
  });
}

/** A gate of an earlier run that was closed, and is looked at once more; `message` says when. */
export function noticeOfClosing(message: string): Notice {
  return told('A gate from an earlier run was closed', { message });
}

/** A gate that somebody holds open by hand, and that no profile of this app shows. */
export function noticeOfStranger(name: string): Notice {
  return {
    kind: 'gate',
    title: `The gate of ${name} is open`,
    message: 'It is held open by hand, and no profile here shows it.',
    remedy: 'Shut it when nobody needs it any more.',
    profileId: undefined,
    actions: ['shut', 'forget', 'dismiss'],
  };
}

/** Somebody wanted to shut a gate, and nothing shuts it. */
export function noticeOfNoClosing(name: string, profileId: string): Notice {
  return told(`The gate of ${name} stays open`, {
    message: 'Its profile has no closing sequence, so nothing was knocked.',
    remedy: 'Add a closing sequence, or shut the gate on the server.',
    profileId,
  });
}

export function noticeOfFound(name: string, profileId: string): Notice {
  return told(`The gate of ${name} was open already`, {
    message: 'Somebody else holds it open, or the port is not protected. It is left as it was found.',
    profileId,
  });
}

/** A gate in the hand, which its server shuts by itself, could not be kept open. */
export function noticeOfRunOut(name: string, { message, remedy }: Failure, profileId: string): Notice {
  return told(`The gate of ${name} runs out`, {
    message: `It could not be knocked again before its server shuts it. ${message}`,
    remedy,
    profileId,
  });
}

export function noticeOfDamage(paths: readonly string[]): Notice {
  return {
    kind: 'journal',
    title: 'The journal of gates was damaged',
    message: `What could not be read was moved aside: ${paths.join(', ')}. A gate that it noted may still be open.`,
    remedy: 'Look on your servers whether a gate is open that should be shut.',
    profileId: undefined,
    actions: ['dismiss'],
  };
}

/** The journal cannot be used at all. */
export function noticeOfJournalFailure({ message, remedy }: Failure): Notice {
  const title = 'The journal of gates cannot be used';
  return { kind: 'journal', title, message, remedy, profileId: undefined, actions: ['dismiss'] };
}

export function noticeOfUnkept(name: string, { message, remedy }: Failure, profileId: string): Notice {
  return {
    kind: 'store',
    title: `The login of ${name} was not kept`,
    message,
    remedy,
    profileId,
    actions: ['dismiss'],
  };
}

function told(title: string, more: Pick<Notice, 'message'> & Partial<Notice>): Notice {
  return { kind: 'told', title, remedy: undefined, profileId: undefined, actions: ['dismiss'], ...more };
}
