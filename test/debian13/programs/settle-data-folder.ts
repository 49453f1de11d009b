// Windows' Node runs this, as every start begins. Prints where the data are, and what a person is told of that.
import { settleDataFolder } from '../../../electron/core/data-move/settle-data-folder.ts';

process.stdout.write(JSON.stringify(settleDataFolder(process.env, process.platform)));
