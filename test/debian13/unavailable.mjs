/** The chroot cannot be had on this machine, or not now; the message says why. Whatever else goes wrong is a fault. */
export class Unavailable extends Error {}
