import { ShieldAlert } from 'lucide-react';
import { useDesk } from '../app/desk-store.ts';
import { mayKeep } from '../settings/encryption-question.ts';
import { Button } from '../ui/button.tsx';

/** Said as long as there is something to keep, and nobody has chosen how. */
export function EncryptionBanner() {
  const isNeeded = useDesk(
    ({ encryption, profiles }) =>
      encryption.kind === 'none' && encryption.choice === 'undecided' && profiles.length > 0,
  );
  if (!isNeeded) return undefined;
  return (
    <article aria-label="Encryption" className="flex items-center gap-3 border-b border-line bg-sunken px-3 py-2.5">
      <ShieldAlert aria-hidden="true" className="size-4 shrink-0 text-stuck" />
      <p role="status" className="min-w-0 flex-1">
        <span className="font-semibold">This system offers no real encryption.</span>{' '}
        <span className="text-muted">Sequences and secrets are kept until Portcullis ends.</span>
      </p>
      <Button size="small" onClick={() => void mayKeep()}>
        Choose…
      </Button>
    </article>
  );
}
