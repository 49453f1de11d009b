/** What the practice gate is, wherever it is offered. */
export const practiceName = 'Practice gate';
export const practiceSentence =
  'A knock daemon and an SSH server inside Portcullis, on this computer only. Nothing to set up, nothing to break.';
