import type { Failure } from '../../electron/shared/failure.ts';
import { failureTitles } from '../text/failure-words.ts';

/** A failure at the place where it happened: its headline, what was seen and what to do. */
export function FailureNote({ failure: { code, message, remedy } }: { readonly failure: Failure }) {
  return (
    <div role="alert" className="rounded-md bg-stuck-soft px-3 py-2 inset-ring inset-ring-stuck-line">
      <p className="font-medium text-stuck">{failureTitles[code]}</p>
      <p>
        {message} {remedy}
      </p>
    </div>
  );
}
