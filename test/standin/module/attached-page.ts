import { randomBytes } from 'node:crypto';
import type { Commands, Fields } from '../devtools/connection.ts';
import type { Encoded } from '../page/codec.ts';
import type { FromPage } from '../page/preload-runtime.ts';
import { browser } from './browser.ts';
import { fromChromiumUrl } from './custom-schemes.ts';
import type { FrameTree } from './frame-tree.ts';
import { nativeTheme } from './native-theme.ts';
import { nodeCodec } from './node-codec.ts';
import { isolatedWorldName, isolatedWorldScript, pageWorldScript, runtimeNames } from './page-scripts.ts';
import { guardRequests, type NavigationRequest } from './request-gate.ts';
import type { Session } from './session.ts';
import type { WebFrameMain } from './web-frame-main.ts';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface WebPreferences {
  readonly preload?: string;
  readonly nodeIntegrationInSubFrames?: boolean;
  readonly session?: Session;
  readonly partition?: string;
}

/** A line in the page's console. */
export interface ConsoleLine {
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  readonly message: string;
  readonly lineNumber: number;
  readonly sourceId: string;
}

/** What a page's owner is told of it. */
export interface PageEvents {
  onDidGo(): void;
  onDidCrash(): void;
  onDidSay(message: FromPage, frame: WebFrameMain): void;
  onDidAskForWindow(url: string, name: string, features: string): void;
  onDidLog(line: ConsoleLine): void;
  onDidStart(): void;
  onDidNavigate(isSameDocument: boolean): void;
  onDidParse(): void;
  onDidLoad(): void;
  mayNavigate(request: NavigationRequest): boolean;
}

export interface AttachedPage {
  readonly targetId: string;
  readonly commands: Commands;
}

/** Opens a window with an empty page in it, and gives it all that makes it a page of Electron's. */
export async function attachPage(
  size: PageSize,
  { preload, nodeIntegrationInSubFrames = false }: WebPreferences,
  session: Session,
  frames: FrameTree,
  events: PageEvents,
): Promise<AttachedPage> {
  const targetId = await browser.openPage(size, events);
  const commands = await browser.attach(targetId);
  frames.follow(commands, targetId);
  relay(commands, targetId, frames, events);
  const secret = randomBytes(16).toString('hex');
  await Promise.all([
    commands.send('Page.enable'),
    commands.send('Runtime.enable'),
    commands.send('Runtime.addBinding', { name: runtimeNames.post, executionContextName: isolatedWorldName }),
    commands.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(secret) }),
    commands.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: isolatedWorldName,
      source: isolatedWorldScript(secret, preload, nodeIntegrationInSubFrames),
    }),
    guardRequests(commands, session, (request) => events.mayNavigate(request)),
    nativeTheme.apply(commands),
  ]);
  return { targetId, commands };
}

function relay(commands: Commands, targetId: string, frames: FrameTree, events: PageEvents): void {
  commands.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    const frame = frames.ofContext(executionContextId);
    if (name !== runtimeNames.post || frame === undefined) return;
    events.onDidSay(nodeCodec.decode(JSON.parse(payload) as Encoded) as FromPage, frame);
  });
  commands.on('Runtime.consoleAPICalled', (called) => events.onDidLog(consoleLine(called)));
  commands.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
    events.onDidAskForWindow(url, windowName, windowFeatures.join(','));
  });
  commands.on('Page.frameStartedNavigating', ({ frameId }) => {
    if (frameId === targetId) events.onDidStart();
  });
  commands.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) events.onDidNavigate(false);
  });
  commands.on('Page.navigatedWithinDocument', ({ frameId }) => {
    if (frameId === targetId) events.onDidNavigate(true);
  });
  commands.on('Page.domContentEventFired', () => events.onDidParse());
  commands.on('Page.loadEventFired', () => events.onDidLoad());
}

function consoleLine({ type, args, stackTrace }: Fields): ConsoleLine {
  const { lineNumber = 0, url = '' } = stackTrace?.callFrames[0] ?? {};
  const words = args.map((argument: Fields) => argument.value ?? argument.description ?? argument.type);
  return { level: levelOf(type), message: words.join(' '), lineNumber, sourceId: fromChromiumUrl(url) };
}

function levelOf(type: string): ConsoleLine['level'] {
  if (type === 'assert') return 'error';
  return type === 'error' || type === 'warning' || type === 'debug' ? type : 'info';
}
