import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';
import { momentWords } from '../text/duration-words.ts';
import { anchorAt, type LabelRow, type TimelineLabel } from './timeline-labels.ts';
import { type TimelineMark, type TimelineSpan, timelinePicture } from './timeline-scale.ts';

/** Where the line is, and under and over it what is drawn and written, in pixels from the top. */
const middle = 58;
const heightPx = 116;
const rows: Readonly<Record<LabelRow, number>> = { top: 16, knock: 31, wait: 50, below: 90, time: 108 };

/**
 * An attempt as a drawing: time to the right, what left this computer above the line, what came back below it. Dials that
 * nobody answered are an empty stretch that says so, and many tries are folded.
 */
export function TimelineDrawing({ timeline }: { readonly timeline: readonly TimelineEntry[] }) {
  const { marks, spans, labels, endsAtMs } = timelinePicture(timeline);
  if (marks.length < 2) return undefined;
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex justify-between text-sm text-faint">
        <span>Sent above the line, answers below</span>
        <span className="font-mono">{momentWords(endsAtMs)}</span>
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
          {spans.map((span) => (
            <Span key={`${span.kind} ${span.from}`} span={span} />
          ))}
          {marks.map((mark, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: marks are only ever added at the end
            <svg key={index} x={percent(mark.x)} overflow="visible">
              <title>{momentWords(mark.atMs)}</title>
              <Mark kind={mark.kind} />
            </svg>
          ))}
          {labels.map((label) => (
            <Label key={`${label.row} ${label.x}`} label={label} />
          ))}
        </svg>
      </div>
    </figure>
  );
}

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

function Span({ span: { kind, from, to } }: { readonly span: TimelineSpan }) {
  const place = { x: percent(from), width: percent(to - from) };
  if (kind === 'silence') {
    return (
      <rect {...place} y={middle + 6} height="12" rx="3" strokeDasharray="3 3" className="fill-none stroke-control" />
    );
  }
  return <rect {...place} y={middle - 20} height="38" rx="4" className="fill-line stroke-line-strong" />;
}

function Mark({ kind }: Pick<TimelineMark, 'kind'>) {
  switch (kind) {
    case 'knock':
      return (
        <g className="fill-accent stroke-accent">
          <path d={`M0 ${middle}V${middle - 17}`} strokeWidth="2" />
          <path d={`M0 ${middle - 23}l3.5 6.5h-7z`} stroke="none" />
        </g>
      );
    case 'other-knock':
      return <path d={`M0 ${middle}v-16`} strokeWidth="2" strokeDasharray="2 2" className="stroke-accent" />;
    case 'dial':
      return <path d={`M0 ${middle}v-10`} strokeWidth="1.5" className="stroke-muted" />;
    case 'answer':
      return (
        <g className="fill-ink stroke-ink">
          <path d={`M0 ${middle + 19}V${middle + 8}`} strokeWidth="2" />
          <path d={`M0 ${middle + 3}l3.5 6.5h-7z`} stroke="none" />
        </g>
      );
    case 'open':
      return <path d={`M-6 ${middle + 17}v-6a6 6 0 0 1 12 0v6h-3v-6a3 3 0 0 0-6 0v6z`} className="fill-open" />;
    case 'failed':
      return (
        <path
          d={`M-5 ${middle - 5}l10 10m0-10l-10 10`}
          strokeWidth="2.5"
          strokeLinecap="round"
          className="stroke-stuck"
        />
      );
    case 'resolved':
      return <circle cy={middle} r="3" className="fill-sunken stroke-control" strokeWidth="1.5" />;
    default:
      return <circle cy={middle} r="3.5" className="fill-muted" />;
  }
}

const looks: Readonly<Record<TimelineLabel['look'], string>> = {
  plain: 'fill-muted',
  knock: 'fill-accent',
  open: 'fill-open-ink',
  failed: 'fill-stuck',
  answer: 'fill-ink',
  try: 'fill-muted',
};

function Label({ label: { row, x, text, look } }: { readonly label: TimelineLabel }) {
  const isTime = row === 'time' || row === 'wait';
  return (
    <text
      x={percent(x)}
      y={rows[row]}
      textAnchor={anchorAt(x)}
      className={`text-xs ${isTime ? 'fill-faint font-mono' : looks[look]}`}
    >
      {text}
    </text>
  );
}
