import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { wayNames } from '../../text/way-words.ts';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { WayForm } from '../profile-form.ts';
import { KeyWay } from './key-way.tsx';
import { PasswordField } from './password-field.tsx';
import { useEditor } from './use-editor.ts';

export interface WayLineProps {
  readonly way: WayForm;
  /** From 0. */
  readonly place: number;
  readonly isLast: boolean;
  readonly onChange: (way: WayForm) => void;
  /** -1: earlier, 1: later. */
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One way to log in, and what it needs. Alt and an arrow key move it. */
export function WayLine({ way, place, isLast, onChange, onMove, onRemove }: WayLineProps) {
  const name = wayNames[way.kind];
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li onKeyDown={onKeyDown} className="flex flex-col gap-3 rounded-md bg-surface p-2 pl-3 inset-ring inset-ring-line">
      <div className="flex h-7 items-center gap-1">
        <span className="w-5 text-sm text-faint">{place + 1}</span>
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <IconButton
          label={`${name}: earlier`}
          icon={<ArrowUp className="size-3.5" />}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={`${name}: later`}
          icon={<ArrowDown className="size-3.5" />}
          disabled={isLast}
          onClick={() => onMove(1)}
        />
        <IconButton label={`Remove ${name}`} icon={<X className="size-3.5" />} onClick={onRemove} />
      </div>
      <WayNeeds way={way} place={place} onChange={onChange} />
    </li>
  );
}

type WayNeedsProps = Pick<WayLineProps, 'way' | 'place' | 'onChange'>;

function WayNeeds({ way, place, onChange }: WayNeedsProps) {
  switch (way.kind) {
    case 'key':
      return <KeyWay way={way} place={place} onChange={onChange} />;
    case 'password':
      return <PasswordField />;
    case 'agent':
      return <AgentWay way={way} place={place} onChange={onChange} />;
    case 'keyboard-interactive':
      return <p className="text-sm text-muted">The server asks, for a code for instance, and you answer.</p>;
  }
}

function AgentWay({ way, place, onChange }: WayNeedsProps) {
  const { problem, leave } = useEditor();
  const path = `auth.${place}.socket`;
  return (
    <Field label="Socket" isOptional error={fieldComplaint('socket', problem(path))}>
      <TextInput
        isMono
        data-path={path}
        placeholder="the system’s agent"
        value={way.text}
        onValueChange={(text) => onChange({ ...way, text })}
        onBlur={() => leave(path)}
      />
    </Field>
  );
}
