const privatePatterns = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  // Shared by carriers for their NAT (RFC 6598).
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^127\./,
  /^169\.254\./,
  /^f[cd]/i,
  /^fe[89ab]/i,
  /^::1$/,
];

/** Whether an address literal is good within one network only, so that the world outside sees another. */
export function isPrivateAddress(address: string): boolean {
  return privatePatterns.some((pattern) => pattern.test(address));
}
