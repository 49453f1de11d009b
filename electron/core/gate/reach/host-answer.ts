/** Only a refusal is surely the host's: without a way to it, or with a neighbour gone, this machine says the rest itself. */
export function comesFromHost(answer: string | undefined): boolean {
  return answer === 'ECONNREFUSED' || answer === 'ECONNRESET';
}
