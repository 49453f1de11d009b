import { EventEmitter } from 'node:events';

const size = { width: 1920, height: 1080 };
const bounds = { x: 0, y: 0, ...size };

const display = {
  id: 1,
  label: 'Stand-in',
  bounds,
  workArea: bounds,
  size,
  workAreaSize: size,
  scaleFactor: 1,
  rotation: 0,
};

/** Electron's `screen`: one display of a usual size. */
class Screen extends EventEmitter {
  getPrimaryDisplay(): typeof display {
    return display;
  }

  getAllDisplays(): (typeof display)[] {
    return [display];
  }

  getDisplayMatching(): typeof display {
    return display;
  }

  getDisplayNearestPoint(): typeof display {
    return display;
  }

  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 };
  }
}

export const screen = new Screen();
