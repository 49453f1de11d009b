import { SecretInput } from '../../ui/secret-input.tsx';
import { useEditor } from './use-editor.ts';

/** The password, which may be kept. It goes in and never comes out. */
export function PasswordField() {
  const { profile, lost, secrets } = useEditor();
  const isKept = profile?.hasPassword === true && !lost.password;
  return (
    <SecretInput
      secretName="password"
      aria-label="Password"
      ref={secrets.field('password')}
      placeholder={isKept ? 'kept; type to replace it' : 'asked for when it is needed'}
    />
  );
}
