import { asFailure } from '../../electron/shared/failure.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { GateMark } from '../ui/gate-mark.tsx';

/** Where the app did not answer: what it said, and a way to try again. */
export function StartFailure({ thrown }: { readonly thrown: unknown }) {
  const { message, remedy } = asFailure(thrown);
  return (
    <div role="alert" className="flex h-full items-center justify-center">
      <EmptyState
        picture={<GateMark state="stuck" size={72} label="" />}
        title={message}
        hint={remedy}
        actions={
          <Button tone="primary" onClick={() => location.reload()}>
            Try again
          </Button>
        }
      />
    </div>
  );
}
