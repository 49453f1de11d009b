/**
 * What a shut gate answers where something in front of it takes every connection, and says nothing or hangs up: a proxy, a load balancer.
 * A gate behind such a one is open when somebody speaks.
 */
export const accepted = 'accepted';

/** Whoever answered through a gate that answers like that while it is shut has so long for the first word. */
const greetsWithinMs = 2000;

/** Only a refusal is surely the host's: without a way to it, or with a neighbour gone, this machine says the rest itself. */
export function comesFromHost(answer: string | undefined): boolean {
  return answer === 'ECONNREFUSED' || answer === 'ECONNRESET';
}

/** Within how many milliseconds an answered dial must be greeted to be one; undefined where a connection alone says that it is open. */
export function greetingDueMs(shutAnswer: string | undefined): number | undefined {
  return shutAnswer === accepted ? greetsWithinMs : undefined;
}
