import { useEffect, useState } from 'react';
import { practiceProfileId } from '../../electron/shared/views/session-view.ts';
import { gateAnnouncement } from '../text/gate-words.ts';
import { practiceName } from '../text/practice-words.ts';
import { useDesk } from './desk-store.ts';

/** Tells a screen reader when a gate opens, shuts, or needs somebody. */
export function GateAnnouncer() {
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      useDesk.subscribe((desk, before) => {
        if (desk.gates === before.gates || before.phase === 'starting') return;
        const news = Object.values(desk.gates)
          .filter((gate) => gate !== before.gates[gate.profileId])
          .map(({ profileId, state }) => {
            const profile = desk.profiles.find(({ id }) => id === profileId);
            const name = profileId === practiceProfileId ? practiceName : profile?.name;
            return gateAnnouncement(name ?? 'A gate', before.gates[profileId]?.state, state);
          })
          .filter((sentence) => sentence !== undefined);
        if (news.length > 0) setSaid(news.join('. '));
      }),
    [],
  );
  return (
    <output aria-live="polite" className="sr-only">
      {said}
    </output>
  );
}
