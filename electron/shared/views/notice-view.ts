/** Something that a person must know of and deal with; it stays until then. */
export interface NoticeView {
  readonly id: string;
  /**
   * `gate`: a gate is open, or nobody can say. `store`: what is kept could not be read or cannot be written.
   * `journal`: the journal of gates is damaged. `told`: worth knowing, nothing to do.
   */
  readonly kind: 'gate' | 'store' | 'journal' | 'told';
  /** One line: what happened. */
  readonly title: string;
  /** What it means. */
  readonly message: string;
  readonly remedy: string | undefined;
  readonly profileId: string | undefined;
  /**
   * `shut`: knock the closing once more. `mine`: the same, and nobody else opens this gate from here, so as often as it takes.
   * `forget`: strike the gate out of the journal.
   */
  readonly actions: readonly ('shut' | 'mine' | 'forget' | 'dismiss')[];
}
