import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export interface DisclosureProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** What is there for who wants to know more: a line that opens. */
export function Disclosure({ title, children }: DisclosureProps) {
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center gap-1 rounded-md text-sm text-muted hover:text-ink">
        <ChevronRight aria-hidden="true" className="size-3 transition-[rotate] duration-120 group-open:rotate-90" />
        {title}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
