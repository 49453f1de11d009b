import { parseSequence } from '../../shared/sequence.ts';
import type { OneTimeLists } from '../gate/journal/one-time-lists.ts';
import type { ProfileSealer } from './profile-sealer.ts';
import { measuresOf, type SealedPart, type Sequences } from './stored-profile.ts';

/** Seals the sequences of a gate, and says of them what may be known. @throws Failure `secrets-unusable` */
export async function sealedPartOf(
  gate: { readonly host: string; readonly port?: number | undefined },
  sequences: Sequences,
  { sealer, lists }: { readonly sealer: ProfileSealer; readonly lists: OneTimeLists },
): Promise<SealedPart> {
  const list = sequences.oneTime?.map((text) => parseSequence(text));
  const mark = list && (await lists.markOf({ host: gate.host, port: gate.port ?? 22, sequences: list }));
  return {
    ...measuresOf(sequences),
    oneTime: list === undefined || mark === undefined ? undefined : { count: list.length, mark },
    sealed: await sealer.seal(JSON.stringify(sequences)),
  };
}
