import type { ISearchOptions } from '@xterm/addon-search';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import type { LiveTerminal } from './live-terminal.ts';
import { useSearching } from './terminal-actions.ts';
import { lookOf } from './terminal-look.ts';

export interface TerminalSearchProps {
  readonly terminal: LiveTerminal;
  readonly session: SessionView;
}

/** Searches a terminal's text, from the newest line up. */
export function TerminalSearch({ terminal, session }: TerminalSearchProps) {
  const { search } = terminal;
  const field = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<{ readonly index: number; readonly count: number }>();
  const [text, setText] = useState('');

  useEffect(() => {
    field.current?.focus();
    const results = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    );
    return () => {
      results.dispose();
      search.clearDecorations();
    };
  }, [search]);

  const find = (wanted: string, isUp: boolean, isTyped = false) => {
    if (wanted === '') {
      search.clearDecorations();
      setFound(undefined);
      return;
    }
    const options = { ...searchLook(session), incremental: isTyped && !isUp };
    if (isUp) search.findPrevious(wanted, options);
    else search.findNext(wanted, options);
  };
  const close = () => {
    useSearching.setState({ sessionId: undefined });
    terminal.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter') find(text, !event.shiftKey);
  };

  return (
    <search
      onKeyDown={onKeyDown}
      className="absolute top-2 right-5 z-20 flex items-center gap-0.5 rounded-lg bg-raised p-1 shadow-float"
    >
      <TextInput
        ref={field}
        aria-label="Find in this terminal"
        placeholder="Find"
        className="w-52"
        onValueChange={(value) => {
          setText(value);
          find(value, true, true);
        }}
        trailing={
          <span role="status" className="shrink-0 text-xs text-faint">
            {text === '' || found === undefined ? '' : placeWords(found)}
          </span>
        }
      />
      <IconButton
        label="Previous"
        shortcut="Enter"
        icon={<ChevronUp className="size-4" />}
        onClick={() => find(text, true)}
      />
      <IconButton
        label="Next"
        shortcut="Shift+Enter"
        icon={<ChevronDown className="size-4" />}
        onClick={() => find(text, false)}
      />
      <IconButton label="Close" shortcut="Escape" icon={<X className="size-4" />} onClick={close} />
    </search>
  );
}

function placeWords({ index, count }: { readonly index: number; readonly count: number }): string {
  if (count === 0) return 'none';
  return index < 0 ? `${count}` : `${index + 1} of ${count}`;
}

/** Every match is framed, the one meant in the accent's colour: amber is the gate's. xterm.js takes colours as #RRGGBB only. */
function searchLook(session: SessionView): ISearchOptions {
  const { blue, brightBlack } = lookOf(session).theme;
  return {
    decorations: {
      matchBorder: brightBlack,
      matchOverviewRuler: brightBlack,
      activeMatchBorder: blue,
      activeMatchColorOverviewRuler: blue,
    },
  };
}
