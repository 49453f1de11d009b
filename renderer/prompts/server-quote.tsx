export interface ServerQuoteProps {
  readonly host: string;
  /** What the server wrote, made plain. */
  readonly texts: readonly string[];
}

/** What a server wrote, set apart and marked as the server's: it may say anything, also in the app's name. */
export function ServerQuote({ host, texts }: ServerQuoteProps) {
  if (texts.length === 0) return undefined;
  return (
    <figure className="rounded-md bg-sunken px-3 py-2">
      <figcaption className="pb-1 text-xs text-faint">{host} writes</figcaption>
      <blockquote data-selectable="" className="flex max-h-32 flex-col gap-1 overflow-y-auto font-mono text-sm">
        {texts.map((text) => (
          <p key={text} className="break-words whitespace-pre-wrap">
            {text}
          </p>
        ))}
      </blockquote>
    </figure>
  );
}
