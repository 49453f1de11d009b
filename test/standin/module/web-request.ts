interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}

interface ResponseDetails {
  readonly url: string;
  readonly statusCode: number;
  readonly responseHeaders: Record<string, string[]>;
}

type Listener<Details, Answer> = (details: Details, callback: (answer: Answer) => void) => void;
type BeforeRequest = Listener<RequestDetails, { readonly cancel?: boolean }>;
type HeadersReceived = Listener<ResponseDetails, { readonly responseHeaders?: Record<string, string | string[]> }>;

/**
 * `session.webRequest`, as far as it can be kept: `onBeforeRequest` may cancel any request, `onHeadersReceived` may change
 * the headers of what custom schemes answer. Filters are ignored: every request is told.
 */
export class WebRequest {
  #beforeRequest: BeforeRequest | undefined;
  #headersReceived: HeadersReceived | undefined;

  onBeforeRequest(...parameters: [BeforeRequest | null] | [filter: object, BeforeRequest | null]): void {
    this.#beforeRequest = parameters.at(-1) as BeforeRequest | undefined;
  }

  onHeadersReceived(...parameters: [HeadersReceived | null] | [filter: object, HeadersReceived | null]): void {
    this.#headersReceived = parameters.at(-1) as HeadersReceived | undefined;
  }

  /** For the stand-in: whether the app cancels a request. */
  async cancels({ url, method, resourceType }: RequestDetails): Promise<boolean> {
    const listener = this.#beforeRequest;
    if (!listener) return false;
    // The word that Electron has for a page's own document.
    const type = resourceType === 'Document' ? 'mainFrame' : resourceType.toLowerCase();
    const answer = await new Promise<{ readonly cancel?: boolean }>((resolve) =>
      listener({ url, method, resourceType: type }, resolve),
    );
    return answer.cancel ?? false;
  }

  /** For the stand-in: a response with the headers as the app wants them. */
  async changed(url: string, response: Response): Promise<Response> {
    const listener = this.#headersReceived;
    if (!listener) return response;
    const before = Object.fromEntries(Array.from(response.headers, ([name, value]) => [name, [value]]));
    const { responseHeaders } = await new Promise<{ readonly responseHeaders?: Record<string, string | string[]> }>(
      (resolve) => listener({ url, statusCode: response.status, responseHeaders: before }, resolve),
    );
    if (responseHeaders === undefined) return response;
    const headers = Object.entries(responseHeaders).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    return new Response(response.body, { status: response.status, headers });
  }
}
