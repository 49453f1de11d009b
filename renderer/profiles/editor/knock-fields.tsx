import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { FamilyChoice, GateKind } from '../../../electron/shared/profile.ts';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { type ProfileForm, usual } from '../profile-form.ts';
import { DialsField } from './dials-field.tsx';
import { FormField } from './form-field.tsx';
import { LearnedPace } from './learned-pace.tsx';
import { OpeningField } from './opening-field.tsx';
import { useEditor } from './use-editor.ts';

const families: readonly { readonly value: FamilyChoice; readonly label: string }[] = [
  { value: 'auto', label: 'Auto' },
  { value: 'ipv4', label: 'IPv4' },
  { value: 'ipv6', label: 'IPv6' },
  { value: 'both', label: 'Both' },
];

const gateKinds: readonly SelectOption<GateKind>[] = [
  { value: 'knockd', label: 'knockd' },
  { value: 'one-connection', label: 'Firewall chain, lets one connection in' },
  { value: 'timed', label: 'A daemon that shuts by itself' },
  { value: 'other', label: 'Another daemon' },
];

/** The opening, and behind a fold how it is knocked. */
export function KnockFields() {
  const { form, change, problem, leave } = useEditor();
  const hidden = ['delayMs', 'seqTimeoutS', 'deadlineS', 'gate', 'sequences.udpPayloadHex'].map(
    (name) => `knock.${name}`,
  );
  const [isMore, setIsMore] = useState(isUnusual(form));
  const isOpen = isMore || hidden.some((path) => problem(path) !== undefined);
  const { sequences } = form;
  return (
    <>
      <OpeningField />
      <Button
        size="small"
        tone="ghost"
        aria-expanded={isOpen}
        onClick={() => setIsMore(!isOpen)}
        icon={<ChevronRight className={classNames('size-3 transition-[rotate] duration-120', isOpen && 'rotate-90')} />}
        className="-ml-2 self-start"
      >
        How it is knocked
      </Button>
      {isOpen && (
        <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
          <FormField
            name="delayMs"
            path="knock.delayMs"
            label="Pause between knocks"
            placeholder="learned"
            unit="ms"
            isMono
          />
          <FormField
            name="seqTimeoutS"
            path="knock.seqTimeoutS"
            label="Daemon forgets after"
            placeholder={String(usual.seqTimeoutS)}
            unit="s"
            isMono
          />
          <Field label="What listens" error={fieldComplaint('gate', problem('knock.gate'))}>
            <Select
              value={form.gate}
              onValueChange={(gate) => change({ gate })}
              options={gateKinds}
              className="w-full"
            />
          </Field>
          <div className="flex flex-col gap-1">
            <span className="text-sm text-muted">Addresses</span>
            <Segmented
              label="Addresses"
              value={form.family}
              onValueChange={(family) => change({ family })}
              options={families}
            />
          </div>
          <FormField
            name="deadlineS"
            path="knock.deadlineS"
            label="Given up after"
            placeholder={String(usual.deadlineS)}
            unit="s"
            isMono
          />
          <Checkbox isChecked={form.recovers} onChange={(recovers) => change({ recovers })} className="mt-6">
            Knock again while it stays shut
          </Checkbox>
          <DialsField className="col-span-2" />
          <Checkbox
            isChecked={form.shared}
            onChange={(shared) => change({ shared })}
            hint="Then a lost closing is not repeated: it could shut somebody else out."
            className="col-span-2"
          >
            Others use this gate from the same address
          </Checkbox>
          {form.id !== undefined && <LearnedPace profileId={form.id} isFixed={form.delayMs.trim() !== ''} />}
          {sequences !== undefined && (
            <Field
              label="A UDP knock carries"
              hint="Bytes as hexadecimal digits."
              isOptional
              error={fieldComplaint('payload', problem('knock.sequences.udpPayloadHex'))}
              className="col-span-2"
            >
              <TextInput
                isMono
                data-path="knock.sequences.udpPayloadHex"
                placeholder="00"
                value={sequences.udpPayloadHex}
                onValueChange={(udpPayloadHex) => change({ sequences: { ...sequences, udpPayloadHex } })}
                onBlur={() => leave('knock.sequences.udpPayloadHex')}
              />
            </Field>
          )}
        </div>
      )}
    </>
  );
}

/** Whether there is something behind the fold that somebody may look for. */
function isUnusual({ delayMs, seqTimeoutS, deadlineS, gate, family, recovers, shared, dials }: ProfileForm): boolean {
  const isTyped = `${delayMs}${seqTimeoutS}${deadlineS}` !== '';
  return isTyped || gate !== 'knockd' || family !== 'auto' || !recovers || shared || dials !== 'usual';
}
