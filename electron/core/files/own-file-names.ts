/** Our own files that lie directly in a data folder; all else there is somebody else's, or is made anew. */
export const ownFileNames =
  /^((profiles|settings)(\.(damaged|newer)-[\d-]+)?\.json(\.old)?|vault-key|logins-bound|window-state\.json|known_hosts)$/;
