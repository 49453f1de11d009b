import { FileText } from 'lucide-react';
import { useRef, useState } from 'react';
import { client } from '../../app/client.ts';
import { tellFailure } from '../../app/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { listStateOf, nextAfterChange } from './list-form.ts';
import { ListLines } from './list-lines.tsx';
import { ListPosition } from './list-position.tsx';
import { MaskedList } from './masked-list.tsx';
import { UnreadableNote } from './unreadable-note.tsx';
import { useEditor } from './use-editor.ts';

/** A list of one-time sequences, masked until somebody asks to see it, and where it stands. */
export function ListField() {
  const { form, profile, isMasked, reveal, mask, change, changeSequences } = useEditor();
  const { sequences } = form;
  const { count, next } = listStateOf(form, profile);
  // Where there is nothing to mask, there is something to type.
  const [isShown, setIsShown] = useState(sequences?.list === '');
  const frame = useRef<HTMLFieldSetElement>(null);
  const put = (list: string) => {
    const place = nextAfterChange(sequences?.list ?? '', list, next);
    return changeSequences({ isList: true, list }, { oneTimeNext: String(place) });
  };
  const importFile = async () => {
    try {
      const list = await client.call('profiles.chooseList');
      if (list !== undefined && (await put(list))) setIsShown(false);
    } catch (thrown) {
      tellFailure(thrown);
    }
  };
  /** Where it stands already is no change. */
  const move = (place: number) => {
    const isAsKept = sequences === undefined && place === profile?.oneTime?.next;
    change({ oneTimeNext: isAsKept ? '' : String(Math.min(place, count + 1)) });
  };
  /** The button that was pressed goes: the focus goes to what takes its place. */
  const show = (isWanted: boolean) => {
    setIsShown(isWanted);
    setTimeout(() => frame.current?.querySelector<HTMLElement>(isWanted ? 'textarea' : 'button')?.focus());
  };
  return (
    <fieldset ref={frame} aria-label="One-time sequences" className="flex min-w-0 flex-col gap-2">
      <UnreadableNote />
      {isShown && !isMasked && sequences !== undefined ? (
        <ListLines
          text={sequences.list}
          onChange={(list) => void put(list)}
          onHide={() => {
            mask();
            show(false);
          }}
        />
      ) : (
        <MaskedList text={sequences?.list} count={count} onShow={() => void reveal().then(() => show(true))} />
      )}
      {form.family === 'ipv6' && (
        <p className="text-sm text-stuck">Over IPv6 knockd 0.8 hears the first sequence of a list only. Choose IPv4.</p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {count > 0 && <ListPosition count={count} next={next} onMove={move} />}
        <Button size="small" icon={<FileText className="size-3.5" />} onClick={() => void importFile()}>
          Import a file…
        </Button>
      </div>
    </fieldset>
  );
}
