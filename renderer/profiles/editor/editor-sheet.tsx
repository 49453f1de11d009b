import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { closeSheet, dropSheet } from '../../app/sheet-store.ts';
import { rehearse } from '../../rehearsal/rehearsal-store.ts';
import { startSession } from '../../sessions/session-actions.ts';
import { isMac } from '../../ui/platform.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { EditorActions } from './editor-actions.tsx';
import { EditorSections } from './editor-sections.tsx';
import { EditorProvider, useNewEditor } from './use-editor.ts';

export interface EditorSheetProps {
  /** undefined: a new one. */
  readonly profileId: string | undefined;
  readonly isOpen: boolean;
}

/** The editor of a kept profile, or of a new one. It asks once before it drops what was typed. */
export function EditorSheet({ profileId, isOpen }: EditorSheetProps) {
  const profile = useDesk((desk) => desk.profiles.find(({ id }) => id === profileId));
  const editor = useNewEditor(profile);
  const [isAsking, setIsAsking] = useState(false);
  const [tries, setTries] = useState(0);
  const content = useRef<HTMLDivElement>(null);
  const firstField = useRef<HTMLElement>(null);

  const lastField = useRef<Element>(null);
  const latestSave = useRef<() => void>(undefined);

  const goOn = () => {
    setIsAsking(false);
    if (lastField.current instanceof HTMLElement) lastField.current.focus();
  };
  const close = () => {
    // Escape twice must not lose what was typed: the second one takes the question back.
    if (isAsking) goOn();
    else if (editor.isDirty()) {
      lastField.current = document.activeElement;
      setIsAsking(true);
    } else closeSheet();
  };
  const save = async (then?: (id: string) => Promise<void>) => {
    const id = await editor.save();
    if (id === undefined) {
      setIsAsking(false);
      setTries((before) => before + 1);
      return;
    }
    closeSheet();
    void then?.(id);
  };
  useEffect(() => {
    latestSave.current = () => void save();
  });
  // After a try that something was wrong with, the first wrong field has the focus.
  useEffect(() => {
    const wrong = content.current?.querySelector('[aria-invalid=true]') ?? lastField.current;
    if (tries > 0 && wrong instanceof HTMLElement) wrong.focus();
  }, [tries]);

  return (
    <EditorProvider value={editor}>
      <Sheet
        isOpen={isOpen}
        onClose={close}
        onGone={dropSheet}
        title={profile === undefined ? 'New profile' : profile.name}
        initialFocus={firstField}
        actions={
          <EditorActions
            isAsking={isAsking}
            onGoOn={goOn}
            onDiscard={closeSheet}
            onSave={() => void save()}
            onSaveAndConnect={() => void save(startSession)}
          />
        }
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button under it */}
        <div
          ref={(element) => {
            content.current = element;
            firstField.current = element?.querySelector<HTMLElement>('[data-path=name]') ?? null;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(isMac ? event.metaKey : event.ctrlKey)) return;
            event.preventDefault();
            if (event.repeat) return;
            // A step that is being typed belongs to it: leaving its field takes it in, and the next drawing has it.
            if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
            setTimeout(() => latestSave.current?.());
          }}
          className="-mt-2"
        >
          <EditorSections onRehearse={() => void save(rehearse)} />
        </div>
      </Sheet>
    </EditorProvider>
  );
}
