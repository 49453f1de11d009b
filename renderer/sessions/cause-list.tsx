import type { Cause } from '../../electron/shared/diagnosis/causes.ts';
import { countWords } from '../text/count-words.ts';
import { Disclosure } from '../ui/disclosure.tsx';

/** So many are read; the others are there for who has tried these. */
const readAtOnce = 3;

/** What may be wrong, the commonest first, each with what to try. */
export function CauseList({ causes }: { readonly causes: readonly Cause[] }) {
  const others = causes.slice(readAtOnce);
  return (
    <div className="flex flex-col gap-2">
      <Causes causes={causes.slice(0, readAtOnce)} from={1} />
      {others.length > 0 && (
        <Disclosure title={countWords(others.length, 'less common cause')}>
          <Causes causes={others} from={readAtOnce + 1} />
        </Disclosure>
      )}
    </div>
  );
}

function Causes({ causes, from }: { readonly causes: readonly Cause[]; readonly from: number }) {
  return (
    <ol start={from} className="flex flex-col gap-2">
      {causes.map(({ id, cause, tryThis }, index) => (
        <li key={id} className="grid grid-cols-[1.25rem_1fr]">
          <span aria-hidden="true" className="text-faint">
            {from + index}
          </span>
          <p>
            {cause} <span className="text-muted">{tryThis}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
