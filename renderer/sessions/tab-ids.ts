/** The ids by which a tab and its panel name each other. */
export const tabId = (sessionId: string) => `tab-${sessionId}`;
export const panelId = (sessionId: string) => `panel-${sessionId}`;
