import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from '../../ui/class-names.ts';

export interface EditorSectionProps {
  readonly title: string;
  /** What is in it, in a few words, while it is folded. */
  readonly summary?: ReactNode;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** A part of the editor that folds. What is typed into it stays while it is folded. */
export function EditorSection({ title, summary, isOpen, onToggle, children }: EditorSectionProps) {
  const content = useId();
  return (
    <section aria-label={title} className="border-b border-line last:border-b-0">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={content}
          onClick={onToggle}
          className="-mx-2 flex h-10 w-[calc(100%+16px)] items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
        >
          <ChevronRight
            aria-hidden="true"
            className={classNames(
              'size-3.5 shrink-0 text-faint transition-[rotate] duration-120',
              isOpen && 'rotate-90',
            )}
          />
          <span className="font-semibold text-ink">{title}</span>
          {!isOpen && <span className="min-w-0 flex-1 truncate text-right text-sm text-muted">{summary}</span>}
        </button>
      </h3>
      <div id={content} hidden={!isOpen} className="pt-1 pb-5">
        <div className="flex flex-col gap-4">{children}</div>
      </div>
    </section>
  );
}
