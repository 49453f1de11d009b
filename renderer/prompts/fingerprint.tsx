import { fingerprintGroups } from './fingerprint-groups.ts';

export interface FingerprintProps {
  /** As ssh-keygen prints it, `SHA256:…`. */
  readonly fingerprint: string;
}

/** A fingerprint that two people can compare; marked and copied it is what ssh-keygen prints. */
export function Fingerprint({ fingerprint }: FingerprintProps) {
  const { kind, groups } = fingerprintGroups(fingerprint);
  return (
    <code data-selectable="" className="block text-sm leading-6 break-words text-ink">
      {kind !== undefined && <span className="text-muted">{kind}:</span>}
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a fingerprint never move
        <span key={index} className="inline-block pr-[0.6ch]">
          {group}
        </span>
      ))}
    </code>
  );
}
