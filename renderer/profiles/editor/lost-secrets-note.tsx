import { KeyRound } from 'lucide-react';
import { lostSecretsWords } from '../lost-secrets.ts';
import { useEditor } from './use-editor.ts';

/** Under the fields that say who logs in where: what is kept for the account that they named before, and would go. */
export function LostSecretsNote() {
  const { lost } = useEditor();
  const words = lost.account === undefined ? undefined : lostSecretsWords(lost);
  return (
    <p role="status" className="-mt-2 flex gap-2 text-sm text-muted empty:hidden">
      {words !== undefined && (
        <>
          <KeyRound aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{words}</span>
        </>
      )}
    </p>
  );
}
