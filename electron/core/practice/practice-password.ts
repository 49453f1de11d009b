import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Without i, l, o and u, which are mistaken for other letters or make words. */
const letters = 'abcdefghjkmnpqrstvwxyz';
const groups = 4;
const groupLength = 4;

/** Draws a password such as `kfmw-qpza-htrc-xbne`: 16 letters of 22, some 71 bits. */
export function drawPassword(): string {
  let text = '';
  while (text.length < groups * groupLength) {
    // Bytes beyond the last whole multiple are dropped, else some letters would come more often.
    const [byte = 255] = randomBytes(1);
    if (byte < 256 - (256 % letters.length)) text += letters[byte % letters.length];
  }
  return (text.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
}

const comparisonKey = randomBytes(32);

/** Compares secrets in a time that tells neither where they differ nor how long they are. */
export function sameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHmac('sha256', comparisonKey).update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
