import type { Commands, Fields } from '../devtools/connection.ts';
import { fromChromiumUrl, schemeHandlerOf } from './custom-schemes.ts';
import type { Session } from './session.ts';

/** A document that a frame is about to load. */
export interface NavigationRequest {
  readonly url: string;
  readonly frameId: string;
}

/**
 * Stands between one page and the network: asks whether a navigation may be, and answers custom schemes.
 * @param mayNavigate called before a frame loads a document
 */
export async function guardRequests(
  commands: Commands,
  session: Session,
  mayNavigate: (request: NavigationRequest) => boolean,
): Promise<void> {
  commands.on('Fetch.requestPaused', (paused) => {
    // A page that has gone needs no answer.
    answer(paused).catch(() => undefined);
  });
  await commands.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });

  async function answer(paused: Fields): Promise<void> {
    const { requestId, request, resourceType, frameId } = paused;
    const url = fromChromiumUrl(request.url + (request.urlFragment ?? ''));
    const handler = schemeHandlerOf(url);
    // Chromium asks for an icon of its own accord, Electron does not.
    const isIcon = resourceType === 'Other' && new URL(url).pathname === '/favicon.ico';
    const refused =
      isIcon ||
      (resourceType === 'Document' && !mayNavigate({ url, frameId })) ||
      (await session.webRequest.cancels({ url, method: request.method, resourceType }));
    if (refused) {
      await commands.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    } else if (handler === undefined) {
      await commands.send('Fetch.continueRequest', { requestId });
    } else {
      const response = await session.webRequest.changed(url, await called(handler, url, request));
      await commands.send('Fetch.fulfillRequest', { requestId, ...(await fulfilment(response)) });
    }
  }
}

async function called(handler: (request: Request) => Response | Promise<Response>, url: string, request: Fields) {
  const { method, headers, postData } = request;
  try {
    return await handler(new Request(url, { method, headers, ...(postData === undefined ? {} : { body: postData }) }));
  } catch (error) {
    console.error(`The handler of ${url} failed:`, error);
    return new Response(String(error), { status: 500 });
  }
}

async function fulfilment(response: Response): Promise<object> {
  return {
    responseCode: response.status,
    responseHeaders: Array.from(response.headers, ([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
}
