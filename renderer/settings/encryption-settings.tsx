import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useDesk } from '../app/desk-store.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { chooseEncryption, mayKeep } from './encryption-question.ts';

const choices = [
  { value: 'keep', label: 'In a file only you can read' },
  { value: 'memory', label: 'Until Portcullis ends' },
] as const;

/** Whether what is kept is encrypted, and the choice where the system cannot. */
export function EncryptionSettings() {
  const encryption = useDesk((desk) => desk.encryption);
  if (encryption.kind === 'system') {
    return (
      <p className="flex gap-2 text-muted">
        <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        Encrypted by this system, for your user.
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="flex gap-2 text-muted">
        <ShieldAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-stuck" />
        This system offers no real encryption. They are kept:
      </p>
      {encryption.choice === 'undecided' ? (
        <Button onClick={() => void mayKeep()}>Choose…</Button>
      ) : (
        <Segmented
          label="How they are kept"
          value={encryption.choice}
          onValueChange={(choice) => void chooseEncryption(choice)}
          options={choices}
        />
      )}
    </div>
  );
}
