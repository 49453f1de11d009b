import { Copy } from 'lucide-react';
import { longestDelayMs, sequenceDurationMs } from '../../../electron/shared/gate-plan.ts';
import { client } from '../../app/client.ts';
import { tellFailure } from '../../app/toasts.ts';
import { durationWords } from '../../text/duration-words.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { knockLine } from '../knock-line.ts';
import { type StepForm, usual } from '../profile-form.ts';
import { whyTooSlow } from '../sequence-time.ts';
import { stepsOf } from '../step-form.ts';
import { useEditor } from './use-editor.ts';

/** Under a sequence: how long it takes, whether that is in time, and the same as a line for knock(1). */
export function SequenceLine({ steps }: { readonly steps: readonly StepForm[] }) {
  const { form } = useEditor();
  const read = stepsOf(steps);
  if (read === undefined) return undefined;
  const seqTimeoutS = wholeOr(form.seqTimeoutS, usual.seqTimeoutS);
  // A pace that is learned never becomes too slow by itself.
  const longestMs = longestDelayMs(read, seqTimeoutS) ?? usual.delayMs;
  const delayMs = wholeOr(form.delayMs, Math.floor(Math.min(usual.delayMs, longestMs)));
  const durationMs = sequenceDurationMs(read, delayMs);
  const tooSlow = whyTooSlow(durationMs, seqTimeoutS);
  const line = knockLine(form.host.trim(), read, delayMs);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start gap-2 text-sm text-muted">
        <code data-selectable className="min-w-0 flex-1 wrap-anywhere text-faint">
          {line}
        </code>
        <IconButton
          size="small"
          label="Copy the knock line"
          icon={<Copy className="size-3" />}
          className="-mt-0.5"
          onClick={() => void client.call('clipboard.write', { text: line }).catch(tellFailure)}
        />
        <span className="shrink-0">takes {durationWords(durationMs)}</span>
      </div>
      {tooSlow !== undefined && (
        <p role="status" className="text-sm text-stuck">
          {tooSlow}
        </p>
      )}
    </div>
  );
}

function wholeOr(text: string, otherwise: number): number {
  return /^\d+$/.test(text.trim()) ? Number(text.trim()) : otherwise;
}
