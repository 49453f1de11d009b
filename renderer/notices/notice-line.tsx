import { Database, Info } from 'lucide-react';
import { useState } from 'react';
import type { NoticeView } from '../../electron/shared/views/notice-view.ts';
import { client } from '../app/client.ts';
import { orTell } from '../app/toasts.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { GateMark } from '../ui/gate-mark.tsx';

type Action = NoticeView['actions'][number];

const labels: Readonly<Record<Action, string>> = {
  shut: 'Shut',
  mine: 'Only I use it: shut',
  forget: 'Forget',
  dismiss: 'Dismiss',
};
const hints: Readonly<Record<Action, string>> = {
  shut: 'Knock the closing once more',
  mine: 'Nobody else opens this gate from here: knock the closing as often as it takes',
  forget: 'Strike the gate out of the journal: you know that it is shut',
  dismiss: 'Take this notice away',
};

/** One notice: what happened, what it means, what to do. */
export function NoticeLine({ notice }: { readonly notice: NoticeView }) {
  const { id, kind, title, message, remedy, actions } = notice;
  const [running, setRunning] = useState<Action>();
  const act = async (action: Action) => {
    setRunning(action);
    await orTell(client.call('notices.act', { id, action }));
    setRunning(undefined);
  };
  const isTold = kind === 'told';
  return (
    <article
      aria-label={title}
      className={classNames(
        'flex flex-wrap items-start gap-x-3 gap-y-2 border-b px-3 py-2.5',
        isTold ? 'border-line bg-sunken' : 'border-stuck-line bg-stuck-soft',
      )}
    >
      <span className="flex h-5 items-center">
        <NoticeIcon kind={kind} />
      </span>
      {/* A long message stands below the actions, which stay in sight where the notice has to be scrolled. */}
      <div role={isTold ? 'status' : 'alert'} className="contents">
        <p className={classNames('min-w-60 flex-1 font-semibold', !isTold && 'text-stuck')}>{title}</p>
        <p data-selectable className="order-2 basis-full pl-7 text-pretty text-ink">
          {message} {remedy !== undefined && <span className="text-muted">{remedy}</span>}
        </p>
      </div>
      <div className="order-1 ml-auto flex gap-1.5">
        {actions.map((action) => (
          <Button
            key={action}
            size="small"
            tone={action === 'dismiss' ? 'ghost' : 'quiet'}
            title={hints[action]}
            isBusy={running === action}
            disabled={running !== undefined}
            onClick={() => void act(action)}
          >
            {labels[action]}
          </Button>
        ))}
      </div>
    </article>
  );
}

function NoticeIcon({ kind }: { readonly kind: NoticeView['kind'] }) {
  if (kind === 'told') return <Info aria-hidden="true" className="size-4 text-muted" />;
  if (kind === 'store') return <Database aria-hidden="true" className="size-4 text-stuck" />;
  return <GateMark state="stuck" label="" />;
}
