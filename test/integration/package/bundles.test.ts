import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, parseAst } from 'vite';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const electron = fileURLToPath(new URL('../../../electron/', import.meta.url));

/** Builds one part as `npm start` does. @returns the code of its one file */
async function bundle(part: 'main' | 'preload'): Promise<string> {
  const outDir = temporaryFolder();
  await build({ configFile: join(electron, `${part}.vite.config.ts`), logLevel: 'error', build: { outDir } });
  return readFileSync(join(outDir, `${part}.cjs`), 'utf8');
}

/** What a bundle asks of `require` and `import` when it runs; undefined for what is only known then. */
function requests(code: string): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return void node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, callee, arguments: args, source } = node as Record<string, unknown>;
    if (type === 'CallExpression' && (callee as { name?: unknown }).name === 'require') found.push(textOf(args));
    if (type === 'ImportExpression' || type === 'ImportDeclaration') found.push(textOf([source]));
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code));
  return found;
}

function textOf(args: unknown): string | undefined {
  const [first] = args as readonly { readonly value?: unknown }[];
  return typeof first?.value === 'string' ? first.value : undefined;
}

test('the main bundle asks for Electron and for what Node brings, and for nothing that lies around it', async () => {
  const allowed = new Set(['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  const asked = requests(await bundle('main'));
  expect(asked).toContain('electron');
  expect(asked.filter((name) => name === undefined || !allowed.has(name))).toEqual([]);
});

test('the preload asks for Electron only, as a sandboxed one must, and lays down two functions', async () => {
  const code = await bundle('preload');
  expect(requests(code)).toEqual(['electron']);
  expect(code.match(/exposeInMainWorld\("(\w+)"/)?.[1]).toBe('portcullis');
});
