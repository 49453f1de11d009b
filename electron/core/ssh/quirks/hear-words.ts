import type { Client } from 'ssh2';
import { beforeMessage } from './inside.ts';

/**
 * Hears what a server says in messages whose words ssh2 loses: the text of a disconnect that gives 'by application' as its
 * reason (RFC 4253, 11.1), and what keyboard-interactive only tells, without a prompt (RFC 4256, 3.2), such as PAM's word
 * that an account has expired. ssh2 answers the latter by itself.
 */
export function hearWords(
  client: Client,
  words: { readonly told: (text: string) => void; readonly disconnected: (text: string) => void },
): void {
  beforeMessage(client, 'DISCONNECT', (_reason, text) => words.disconnected(typeof text === 'string' ? text : ''));
  beforeMessage(client, 'USERAUTH_INFO_REQUEST', (title, instructions, prompts) => {
    if ((prompts as readonly unknown[]).length > 0) return;
    const text = [title, instructions].filter((part) => typeof part === 'string' && part.trim() !== '').join('\n');
    if (text !== '') words.told(text);
  });
}
