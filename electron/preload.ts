import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from './shared/contract/client.ts';
import type { EventMessage } from './shared/contract/contract.ts';

/** All that a page gets: two functions over two fixed channels. */
const bridge: Bridge = {
  call: (name, argument) => ipcRenderer.invoke('portcullis:call', name, argument),
  listen(listener) {
    const hear = (_event: unknown, message: EventMessage) => listener(message);
    ipcRenderer.on('portcullis:event', hear);
    return () => void ipcRenderer.off('portcullis:event', hear);
  },
};

contextBridge.exposeInMainWorld('portcullis', bridge);

// In the page's own thread: one that is frozen does not answer.
ipcRenderer.on('portcullis:are-you-there', () => ipcRenderer.send('portcullis:here'));
