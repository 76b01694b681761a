import { readRunRecord } from '#engine/embedded/index.ts';
import { dataFolder } from './data-folder.ts';

/** Where a command finds the server: the address given, else the one that runs here, else the configured one. No slash at its end. */
export async function serverAddress(given: string | undefined): Promise<string> {
  if (given !== undefined) return given.replace(/\/+$/, '');
  const record = await readRunRecord(dataFolder());
  if (record !== null) return record.url;
  const { SILKFLOW_PUBLIC_URL: publicUrl, SILKFLOW_PORT: port } = process.env;
  return (publicUrl || `http://127.0.0.1:${port || '8700'}`).replace(/\/+$/, '');
}
