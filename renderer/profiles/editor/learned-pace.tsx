import { useEffect, useState } from 'react';
import type { LoreView } from '../../../electron/shared/views/gate-view.ts';
import { client } from '../../app/client.ts';
import { tellFailure } from '../../app/toasts.ts';
import { loreWords } from '../../text/lore-words.ts';
import { Button } from '../../ui/button.tsx';

/** What earlier openings of a kept profile's gate have taught, and a way to forget it. */
export function LearnedPace({ profileId, isFixed }: { readonly profileId: string; readonly isFixed: boolean }) {
  const [lore, setLore] = useState<LoreView>();
  useEffect(() => {
    let isGone = false;
    client.call('gates.lore', { id: profileId }).then(
      (found) => {
        if (!isGone) setLore(found);
      },
      // A profile whose sequences cannot be read has taught nothing; the editor says so itself.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [profileId]);
  if (lore === undefined) return undefined;
  const forget = () => {
    client.call('gates.forgetLore', { id: profileId }).then(() => setLore(undefined), tellFailure);
  };
  return (
    <div className="col-span-2 flex items-center gap-2 text-sm text-muted">
      <p className="min-w-0 flex-1">{loreWords(lore, isFixed)}</p>
      <Button size="small" tone="ghost" onClick={forget}>
        Forget
      </Button>
    </div>
  );
}
