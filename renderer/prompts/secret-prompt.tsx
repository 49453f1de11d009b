import { CircleAlert, KeyRound } from 'lucide-react';
import { useRef, useState } from 'react';
import type { PromptView } from '../../electron/shared/views/prompt-view.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { Button } from '../ui/button.tsx';
import { inputBox, inputInside } from '../ui/input-box.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import { Switch } from '../ui/switch.tsx';
import { answerPrompt } from './answer-prompt.ts';
import { PaneSheet } from './pane-sheet.tsx';
import { promptWords, serverWords } from './prompt-words.ts';
import { ServerQuote } from './server-quote.tsx';

export interface SecretPromptProps {
  readonly session: SessionView;
  readonly prompt: PromptView & { readonly question: { readonly kind: 'password' | 'passphrase' | 'interactive' } };
}

/** Asks for a password, a passphrase or a code. What is typed lives in the field alone, and goes out of it once. */
export function SecretPrompt({ session, prompt }: SecretPromptProps) {
  const { question, canRemember, whyAsked } = prompt;
  const field = useRef<HTMLInputElement>(null);
  const [isSent, setIsSent] = useState(false);
  const [isKept, setIsKept] = useState(false);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  const words = promptWords(question);
  const isShown = question.kind === 'interactive' && question.echo;

  const send = () => {
    const input = field.current;
    if (input === null || isSent) return;
    setIsSent(true);
    answerPrompt(prompt.id, takeText(input), isKept);
  };
  const giveUp = () => {
    if (field.current !== null) takeText(field.current);
    setIsSent(true);
    answerPrompt(prompt.id, undefined, false);
  };

  return (
    <PaneSheet
      profileId={session.profileId}
      tabName={session.name}
      title={words.title}
      why={words.why}
      onGiveUp={giveUp}
      onSubmit={send}
      initialFocus={field}
      actions={
        <>
          <Button onClick={giveUp} disabled={isSent}>
            Give up
          </Button>
          <Button tone="primary" type="submit" isBusy={isSent}>
            {question.kind === 'passphrase' ? 'Unlock' : 'Send'}
          </Button>
        </>
      }
    >
      {words.again !== undefined && (
        <p role="alert" className="flex gap-2 text-stuck">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {words.again}
        </p>
      )}
      {whyAsked !== undefined && (
        <p role="status" className="flex gap-2 text-sm text-muted">
          <KeyRound aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{whyAsked}</span>
        </p>
      )}
      <ServerQuote host={session.host} texts={serverWords(question)} />
      <div className="flex flex-col gap-1">
        {isShown ? (
          <div className={inputBox}>
            <input ref={field} aria-label={words.label} autoComplete="off" spellCheck={false} className={inputInside} />
          </div>
        ) : (
          <SecretInput
            ref={field}
            secretName={words.label.toLowerCase()}
            aria-label={words.label}
            maxLength={4096}
            onKeyUp={(event) => setHasCapsLock(event.getModifierState('CapsLock'))}
          />
        )}
        {hasCapsLock && <p className="text-sm text-muted">Caps Lock is on.</p>}
      </div>
      {canRemember && (
        <div className="flex items-center justify-between gap-4">
          <span>Remember it on this computer</span>
          <Switch isOn={isKept} onChange={setIsKept} label="Remember it on this computer" isDisabled={isSent} />
        </div>
      )}
    </PaneSheet>
  );
}

/** Takes the text out of a field, so that nothing of it is left in the page. */
function takeText(input: HTMLInputElement): string {
  const text = input.value;
  input.value = '';
  return text;
}
