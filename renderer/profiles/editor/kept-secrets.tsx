import { KeyRound } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { lostSecretsWords } from '../lost-secrets.ts';
import { useEditor } from './use-editor.ts';

/** Which login secrets are kept, which of them cannot be read, and a way to forget them. */
export function KeptSecrets() {
  const { profile, lost, forgetSecrets } = useEditor();
  if (profile === undefined) return undefined;
  const kept = [
    ...(profile.hasPassword ? ['the password'] : []),
    ...profile.passphrasesKept.map((path) => `the passphrase of ${path}`),
  ];
  const unreadable = profile.unreadable.filter((what) => what !== 'sequences');
  if (kept.length === 0 && unreadable.length === 0) return undefined;
  return (
    <div className="flex items-center gap-3 rounded-md bg-sunken py-1.5 pr-1.5 pl-3 inset-ring inset-ring-line">
      <KeyRound aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      <p className="min-w-0 flex-1">
        {kept.length > 0 && `Kept: ${kept.join(', ')}. `}
        <span className="text-muted">{lostSecretsWords(lost)} </span>
        {unreadable.length > 0 && (
          <span className="text-stuck">
            The kept {unreadable.join(' and ')} cannot be decrypted here. Portcullis asks again.
          </span>
        )}
      </p>
      <Button size="small" onClick={() => void forgetSecrets()}>
        Forget
      </Button>
    </div>
  );
}
