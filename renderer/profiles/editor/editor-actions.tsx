import { FailureNote } from '../../app/failure-note.tsx';
import { Button } from '../../ui/button.tsx';
import { useEditor } from './use-editor.ts';

export interface EditorActionsProps {
  /** The person is leaving, and something is not saved. */
  readonly isAsking: boolean;
  readonly onGoOn: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
  readonly onSaveAndConnect: () => void;
}

/** The editor's lower edge: saving, why it failed, and the one question before anything typed is dropped. */
export function EditorActions({ isAsking, onGoOn, onDiscard, onSave, onSaveAndConnect }: EditorActionsProps) {
  const { failure, isSaving } = useEditor();
  if (isAsking) {
    return (
      <div role="alert" className="flex w-full items-center gap-2">
        <span className="flex-1 font-medium">The changes are not saved.</span>
        <Button onClick={onDiscard}>Discard</Button>
        <Button onClick={onGoOn}>Go on editing</Button>
        <Button tone="primary" autoFocus isBusy={isSaving} onClick={onSave}>
          Save
        </Button>
      </div>
    );
  }
  return (
    <div className="flex w-full flex-col gap-3">
      {failure !== undefined && <FailureNote failure={failure} />}
      <div className="flex justify-end gap-2">
        <Button isBusy={isSaving} onClick={onSaveAndConnect}>
          Save and connect
        </Button>
        <Button tone="primary" isBusy={isSaving} onClick={onSave}>
          Save
        </Button>
      </div>
    </div>
  );
}
