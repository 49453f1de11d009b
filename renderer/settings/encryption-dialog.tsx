import { FileLock2, Timer } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { chooseEncryption, useEncryptionQuestion } from './encryption-question.ts';

/** Asks what to do on a system without encryption, before anything is kept. */
export function EncryptionDialog() {
  const answer = useEncryptionQuestion((question) => question.answer);
  // Enter, held since the button that led here, keeps nothing.
  const notNow = useRef<HTMLButtonElement>(null);
  const choose = async (choice: 'keep' | 'memory') => {
    if (await chooseEncryption(choice)) answer?.(true);
  };
  return (
    <Dialog
      isOpen={answer !== undefined}
      onClose={() => answer?.(false)}
      title="This system offers no real encryption"
      description="There is no keyring that Portcullis could use. Choose what happens to sequences, passwords and passphrases. You can choose otherwise in the settings."
      initialFocus={notNow}
      actions={
        <Button ref={notNow} onClick={() => answer?.(false)}>
          Not now
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        <Choice
          icon={<FileLock2 className="size-4" />}
          title="Keep them in a file that only you can read"
          onChoose={() => void choose('keep')}
        >
          Its key lies beside it. That protects from backups and glances, not from somebody who can act as you.
        </Choice>
        <Choice
          icon={<Timer className="size-4" />}
          title="Only until Portcullis ends"
          onChoose={() => void choose('memory')}
        >
          Profiles stay; their sequences and secrets are asked for again after the next start.
        </Choice>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Choice({ icon, title, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex gap-3 rounded-md bg-surface p-3 text-left inset-ring inset-ring-line-strong hover:bg-hover active:bg-selected"
    >
      <span aria-hidden="true" className="mt-0.5 text-accent">
        {icon}
      </span>
      <span className="flex flex-col gap-0.5">
        <span className="font-medium">{title}</span>
        <span className="text-sm text-muted">{children}</span>
      </span>
    </button>
  );
}
