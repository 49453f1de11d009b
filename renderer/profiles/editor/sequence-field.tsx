import { useEffect, useRef } from 'react';
import { countWords } from '../../text/count-words.ts';
import { durationWords } from '../../text/duration-words.ts';
import type { PastedGate } from '../pasted-sequence.ts';
import { type ProfileForm, type SequencesForm, usual } from '../profile-form.ts';
import { stepFormOf } from '../step-form.ts';
import { MaskedSequence } from './masked-sequence.tsx';
import { SequenceEditor } from './sequence-editor.tsx';
import { UnreadableNote } from './unreadable-note.tsx';
import { type Editor, useEditor } from './use-editor.ts';

/** One of the two sequences: masked while it is kept and nobody asked to see it, else as steps. */
export function SequenceField({ which }: { readonly which: 'open' | 'close' }) {
  const { form, profile, isMasked, reveal, mask } = useEditor();
  const frame = useRef<HTMLDivElement>(null);
  const hasAsked = useRef(false);
  useEffect(() => {
    // The button that was pressed has gone: the focus goes to what has taken its place.
    if (hasAsked.current) frame.current?.querySelector<HTMLElement>(isMasked ? 'button' : 'input')?.focus();
    hasAsked.current = false;
  }, [isMasked]);
  const ask = (act: () => unknown) => () => {
    hasAsked.current = true;
    void act();
  };
  return (
    <div ref={frame} className="contents">
      {isMasked || form.sequences === undefined ? (
        <Masked which={which} form={form} profile={profile} onShow={ask(reveal)} />
      ) : (
        <Shown which={which} sequences={form.sequences} onHide={ask(mask)} />
      )}
    </div>
  );
}

interface MaskedProps extends Pick<Editor, 'form' | 'profile'> {
  readonly which: 'open' | 'close';
  readonly onShow: () => void;
}

function Masked({ which, form, profile, onShow }: MaskedProps) {
  const typed = form.sequences?.[which].length;
  const kept = which === 'open' ? profile?.opening : profile?.closing;
  const steps = typed ?? kept?.steps ?? 0;
  if (steps === 0) return <NoClosing onAdd={onShow} />;
  return (
    <MaskedSequence which={which} steps={steps} onShow={onShow}>
      {countWords(steps, 'step')}
      {typed === undefined && kept !== undefined && `, takes ${durationWords(kept.durationMs)}`}
    </MaskedSequence>
  );
}

interface ShownProps {
  readonly which: 'open' | 'close';
  readonly sequences: SequencesForm;
  readonly onHide: () => void;
}

function Shown({ which, sequences, onHide }: ShownProps) {
  const { form, change } = useEditor();
  return (
    <>
      {which === 'open' && <UnreadableNote />}
      <SequenceEditor
        which={which}
        steps={sequences[which]}
        delayMs={form.delayMs.trim() || String(usual.delayMs)}
        onChange={(steps) => change({ sequences: { ...sequences, [which]: steps } })}
        onHide={onHide}
        onPasted={(gate) => change(formAfterPaste(form, which, gate))}
      />
    </>
  );
}

/** A paste fills what it says and what is still empty; it never takes back what was typed. */
function formAfterPaste(form: ProfileForm, which: 'open' | 'close', gate: PastedGate): Partial<ProfileForm> {
  const { sequences } = form;
  const seconds = (typed: string, read: number | undefined) =>
    typed === '' && read !== undefined ? String(read) : typed;
  return {
    host: form.host === '' ? (gate.host ?? '') : form.host,
    delayMs: seconds(form.delayMs, gate.delayMs),
    seqTimeoutS: seconds(form.seqTimeoutS, gate.seqTimeoutS === usual.seqTimeoutS ? undefined : gate.seqTimeoutS),
    opensForS: seconds(form.opensForS, gate.opensForS),
    ...(which === 'open' && gate.close !== undefined && sequences !== undefined && sequences.close.length === 0
      ? { sequences: { ...sequences, open: gate.open.map(stepFormOf), close: gate.close.map(stepFormOf) } }
      : {}),
  };
}

function NoClosing({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <p className="text-muted">
      Nothing is knocked at the end.{' '}
      <button type="button" onClick={onAdd} className="text-accent hover:underline">
        Add a closing
      </button>
    </p>
  );
}
