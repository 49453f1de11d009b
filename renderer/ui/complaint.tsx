import { CircleAlert } from 'lucide-react';

/** What is wrong, with a shape besides its colour; a sentence. */
export function Complaint({ children }: { readonly children: string }) {
  return (
    <span className="flex gap-1 text-sm text-stuck">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0">{children}</span>
    </span>
  );
}
