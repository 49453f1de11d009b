import { Plus } from 'lucide-react';
import { useDesk } from '../../app/desk-store.ts';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { usualWays, wayNames } from '../../text/way-words.ts';
import { Button } from '../../ui/button.tsx';
import { Complaint } from '../../ui/complaint.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { moved } from '../moved.ts';
import type { WayForm } from '../profile-form.ts';
import { KeptSecrets } from './kept-secrets.tsx';
import { PasswordField } from './password-field.tsx';
import { useEditor } from './use-editor.ts';
import { WayLine } from './way-line.tsx';

const kinds = ['agent', 'key', 'password', 'keyboard-interactive'] as const;

/** The ways to log in, in their order, with what is kept for them. */
export function LoginFields() {
  const { form, change, problem } = useEditor();
  const wrong = fieldComplaint('login', problem('auth'));
  const isUndecided = useDesk(({ encryption }) => encryption.kind === 'none' && encryption.choice !== 'keep');
  const { ways } = form;
  const put = (next: readonly WayForm[]) => change({ ways: next });
  const add = (kind: WayForm['kind']) => {
    const key = Math.max(-1, ...ways.map((way) => way.key)) + 1;
    put([...ways, { key, kind, text: '' }]);
  };
  return (
    <>
      {ways.length === 0 ? (
        <>
          <p className="text-muted">{usualWays}. Name the ways yourself to have others, or another order.</p>
          <Field label="Password">
            <PasswordField />
          </Field>
        </>
      ) : (
        <ol aria-label="Ways to log in, in order" className="flex flex-col gap-2">
          {ways.map((way, index) => (
            <WayLine
              key={way.key}
              way={way}
              place={index}
              isLast={index === ways.length - 1}
              onChange={(changed) => put(ways.with(index, changed))}
              onMove={(by) => put(moved(ways, index, index + by))}
              onRemove={() => put(ways.toSpliced(index, 1))}
            />
          ))}
        </ol>
      )}
      <Menu
        trigger={
          <Button size="small" icon={<Plus className="size-3.5" />} className="self-start">
            Add a way
          </Button>
        }
        items={kinds
          // Several key files make sense; nothing else is tried twice.
          .filter((kind) => kind === 'key' || !ways.some((way) => way.kind === kind))
          .map((kind) => ({ kind: 'action', label: wayNames[kind], onSelect: () => add(kind) }))}
      />
      {wrong !== undefined && (
        <div role="alert">
          <Complaint>{wrong}</Complaint>
        </div>
      )}
      <KeptSecrets />
      {isUndecided && (
        <p className="text-sm text-muted">
          This system offers no real encryption: what you type here is kept until Portcullis ends, unless you choose
          otherwise in the settings.
        </p>
      )}
    </>
  );
}
