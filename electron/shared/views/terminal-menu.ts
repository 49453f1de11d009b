import { z } from 'zod';

/** What a terminal's menu depends on. */
export const terminalMenuState = z.strictObject({
  canCopy: z.boolean(),
  canPaste: z.boolean(),
  isReadAloud: z.boolean(),
});

export type TerminalMenuState = z.infer<typeof terminalMenuState>;

/** What was chosen in a terminal's menu. */
export type TerminalChoice =
  | { readonly kind: 'copy' | 'select-all' | 'search' }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'read-aloud'; readonly isOn: boolean };
