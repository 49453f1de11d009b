/**
 * A notification's text. Some of Linux' notification services read it as markup, and others show it as it is (Desktop
 * Notifications Specification, body-markup): a name in it must be a link or a picture at none of them.
 */
export function notificationBody(text: string, platform: NodeJS.Platform): string {
  return platform === 'linux' ? text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆') : text;
}
