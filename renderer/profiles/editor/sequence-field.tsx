import type { PastedGate } from '../pasted-sequence.ts';
import { type ProfileForm, usual } from '../profile-form.ts';
import { stepFormOf } from '../step-form.ts';
import { MaskedSequence } from './masked-sequence.tsx';
import { SequenceEditor } from './sequence-editor.tsx';
import { useEditor } from './use-editor.ts';

/** One of the two sequences: masked while it is kept and nobody asked to see it, else as steps. */
export function SequenceField({ which }: { readonly which: 'open' | 'close' }) {
  const editor = useEditor();
  const { form, profile, change } = editor;
  const { sequences } = form;
  if (sequences === undefined) {
    const kept = which === 'open' ? profile?.opening : profile?.closing;
    if (kept !== undefined) {
      return <MaskedSequence which={which} sequence={kept} onShow={() => void editor.reveal()} />;
    }
    return <NoClosing onAdd={() => void editor.reveal()} />;
  }
  const isUnreadable = profile?.unreadable.includes('sequences') === true && which === 'open';
  return (
    <>
      {isUnreadable && (
        <p className="rounded-md bg-stuck-soft px-3 py-2 text-ink inset-ring inset-ring-stuck-line">
          The kept sequences cannot be decrypted on this computer. They stay kept; type them anew to knock from here.
        </p>
      )}
      <SequenceEditor
        which={which}
        steps={sequences[which]}
        delayMs={form.delayMs.trim() || String(usual.delayMs)}
        onChange={(steps) => change({ sequences: { ...sequences, [which]: steps } })}
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
    delayMs: seconds(form.delayMs, gate.delayMs === usual.delayMs ? undefined : gate.delayMs),
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
