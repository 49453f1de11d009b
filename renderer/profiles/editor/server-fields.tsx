import { useMemo } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { usual } from '../profile-form.ts';
import { FormField } from './form-field.tsx';
import { LostSecretsNote } from './lost-secrets-note.tsx';
import { WayInField } from './way-in-field.tsx';

const groupListId = 'groups';

/** What the server is called and where it is. */
export function ServerFields() {
  const profiles = useDesk((desk) => desk.profiles);
  const groups = useMemo(() => [...new Set(profiles.flatMap(({ group }) => group ?? []))].sort(), [profiles]);
  return (
    <>
      <FormField name="name" label="Name" placeholder="web-1" />
      <div className="grid grid-cols-[1fr_128px] items-start gap-3">
        <FormField name="host" label="Host" placeholder="name or address" isMono />
        <FormField name="port" label="Port" placeholder={String(usual.port)} isMono />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <FormField name="user" label="User" placeholder="your own name" isMono isOptional />
        <FormField name="group" label="Group" placeholder="none" list={groupListId} isOptional />
      </div>
      <LostSecretsNote />
      <WayInField />
      <datalist id={groupListId}>
        {groups.map((group) => (
          <option key={group} value={group} />
        ))}
      </datalist>
    </>
  );
}
