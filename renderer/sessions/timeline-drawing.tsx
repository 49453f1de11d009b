import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';
import { momentWords } from '../text/duration-words.ts';
import { anchorAt, type TimelineMark, timelineScale } from './timeline-scale.ts';

const middle = 44;
const heightPx = 84;

/**
 * An attempt as a drawing: time to the right, what left this computer above the line, what came of it on and below it, and
 * the waiting between.
 */
export function TimelineDrawing({ timeline }: { readonly timeline: readonly TimelineEntry[] }) {
  const { marks, waits } = timelineScale(timeline);
  if (marks.length < 2) return undefined;
  const last = marks.at(-1);
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex justify-between text-sm text-faint">
        <span>Sent above the line, answers below</span>
        <span className="font-mono">{last === undefined ? '' : momentWords(last.atMs)}</span>
      </figcaption>
      <div className="rounded-lg bg-sunken px-6">
        <svg
          role="img"
          aria-label="The attempt drawn along its time; the steps in words say the same."
          width="100%"
          height={heightPx}
          className="block overflow-visible"
        >
          <line x1="0" x2="100%" y1={middle} y2={middle} className="stroke-line-strong" />
          {waits.map(({ from, to, label }) => (
            <text
              key={from}
              x={percent((from + to) / 2)}
              y={middle - 8}
              textAnchor="middle"
              className="fill-faint font-mono text-xs"
            >
              {label}
            </text>
          ))}
          {marks.map((mark) => (
            <svg key={mark.key} x={percent(mark.x)} overflow="visible">
              <title>{momentWords(mark.atMs)}</title>
              <Mark mark={mark} />
            </svg>
          ))}
        </svg>
      </div>
    </figure>
  );
}

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

function Mark({ mark: { kind, label, x } }: { readonly mark: TimelineMark }) {
  const anchor = anchorAt(x);
  switch (kind) {
    case 'knock':
      return (
        <g className="fill-accent stroke-accent">
          <path d={`M0 ${middle}V${middle - 20}`} strokeWidth="2" />
          <path d={`M0 ${middle - 25}l3.5 6h-7z`} stroke="none" />
          <Name y={middle - 30} text={label} look="fill-accent" />
        </g>
      );
    case 'other-knock':
      return <path d={`M0 ${middle}v-16`} strokeWidth="2" strokeDasharray="2 2" className="stroke-accent" />;
    case 'dial':
      return <path d={`M0 ${middle}v-9`} strokeWidth="1.5" className="stroke-muted" />;
    case 'open':
      return (
        <g className="fill-open">
          <path d={`M-6 ${middle + 12}v-6a6 6 0 0 1 12 0v6h-3v-6a3 3 0 0 0-6 0v6z`} />
          <Name y={middle + 28} text={label} look="fill-open-ink" anchor={anchor} />
        </g>
      );
    case 'failed':
      return (
        <g className="stroke-stuck">
          <path d={`M-5 ${middle - 5}l10 10m0-10l-10 10`} strokeWidth="2.5" strokeLinecap="round" />
          <Name y={middle + 24} text={label} look="fill-stuck" anchor={anchor} />
        </g>
      );
    case 'resolved':
      return <circle cy={middle} r="3" className="fill-sunken stroke-control" strokeWidth="1.5" />;
    default:
      return (
        <g className="fill-muted">
          <circle cy={middle} r="3.5" />
          <Name y={middle + 20} text={label} look="fill-muted" anchor={anchor} />
        </g>
      );
  }
}

interface NameProps {
  readonly y: number;
  readonly text: string | undefined;
  readonly look: string;
  readonly anchor?: 'middle' | 'end' | undefined;
}

function Name({ y, text, look, anchor = 'middle' }: NameProps) {
  if (text === undefined) return undefined;
  return (
    <text y={y} x={anchor === 'end' ? 6 : 0} textAnchor={anchor} stroke="none" className={`text-xs ${look}`}>
      {text}
    </text>
  );
}
