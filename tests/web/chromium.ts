import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { vi } from 'vitest';

/** The Chromium of the npm package is built for this system only. */
export const CHROMIUM_RUNS_HERE = process.platform === 'linux' && process.arch === 'x64';

/** A headless Chromium that needs nothing installed, in a folder of its own below the system's temporary one. */
export async function startChromium(): Promise<{ readonly browser: Browser; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mentorgraph-chromium-'));
  const remove = async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // The package unpacks into the temporary folder and takes half-written files of another run for its own.
    vi.stubEnv('TMPDIR', folder);
    // Only where it believes to be on a bare cloud machine does it bring libnss3 and the like, and lead the loader to them.
    vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs22.x');
    // The package sets these two when it is imported; stubbed, they are as before afterwards.
    vi.stubEnv('LD_LIBRARY_PATH', process.env['LD_LIBRARY_PATH']);
    vi.stubEnv('FONTCONFIG_PATH', undefined);
    const { default: packed } = await import('@sparticuz/chromium');
    // Its own options are left out: they switch off the web security that the pages are to be seen under.
    const browser = await chromium.launch({
      executablePath: await packed.executablePath(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    return {
      browser,
      remove: async () => {
        await browser.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
