import type { Random } from '../../support/random.ts';

const esc = '\u001b';
const csi = `${esc}[`;
const most = '2147483647';

/** What xterm.js works longest at, each alone: found by measuring all that it knows. */
export const heaviest: readonly string[] = [
  ...['S', 'T', 'L', 'M', 'I', 'Z', '@', 'P', 'X', ' @', ' A', "'}", "'~", 'C', 'B', 'd', 'G'].map(
    (final) => `${csi}${most}${final}`,
  ),
  `a${csi}${most}b`,
  `👨‍👩‍👧‍👦${csi}${most}b`,
  ...['S', 'T', 'L', 'M'].map((final) => `${csi}H${csi}24${final}`),
  ...['S', 'T', 'L', 'M', 'J', '1J', '2J', '3J', '?J'].map((final) => `${csi}${final}`),
  `${esc}c`,
  `${esc}M`,
  `${esc}#8`,
  `${csi}?1049h${csi}?1049l`,
  `${csi}?1049h${csi}H${csi}J${csi}?1049l`,
  `${csi}H${csi}J`,
  `${csi}?47;1047;1049h${csi}?47;1047;1049l`,
  `${csi}2;20r${csi}20H${'\n'.repeat(9)}`,
  `${csi}!p`,
  '\u0301',
  'a\u0301\u0302\u0303',
  '👨\u200d',
  '👨‍👩‍👧‍👦',
  '🇩🇪',
  `${esc}]4;1;#fff\u0007`,
  `${esc}]10;#fff\u0007${esc}]104\u0007`,
  `${esc}]11;?\u0007`,
  `${esc}]10;?\u0007${esc}]11;1;#123456\u0007`,
  `${esc}]8;;http://a\u0007x\n`,
  `${esc}]8;id=a;http://a\u0007x\r\n`,
  `${csi}c`,
  `${csi}6n`,
  `${esc}P$qm${esc}\\`,
  `${csi}4h\ra`,
  `${csi}?1003h${csi}?1003l`,
  '\n',
];

const finals = Array.from({ length: 0x7f - 0x40 }, (_, index) => String.fromCharCode(0x40 + index));
const numbers = ['', '0', '1', '2', '3', '7', '24', '80', '255', '1049', '9999', most, '99999999999'];
const letters = ['a', 'The end. ', '漢', '\u0301', '\u200d', '👩', 'ก็', '\r', '\n', '\t', '\b', '\u000e', '\u009b9S'];

/** Draws what a server might write: up to four sequences, letters and marks between them. */
export function drawText(random: Random): string {
  const count = 1 + Math.floor(random.below(4));
  return Array.from({ length: count }, () => drawPart(random)).join('');
}

function drawPart(random: Random): string {
  const kind = random.below(10);
  if (kind < 2) return random.of(letters).repeat(1 + Math.floor(random.below(4)));
  if (kind < 3)
    return `${esc}${random.of(['', '#', '(', ' '])}${random.of(['7', '8', 'c', 'D', 'E', 'H', 'M', '0', 'B', 'F'])}`;
  if (kind < 4) {
    const [number, text] = [
      random.of(['0', '4', '8', '10', '11', '12', '104', '110', '52']),
      random.of(['', ';1;#123456', ';?']),
    ];
    return `${esc}]${number}${text}\u0007`;
  }
  const parameters = Array.from({ length: 1 + Math.floor(random.below(3)) }, () => random.of(numbers)).join(';');
  return `${csi}${random.of(['', '', '', '?', '>'])}${parameters}${random.of(['', '', '', '', ' ', "'", '!', '"', '$'])}${random.of(finals)}`;
}
