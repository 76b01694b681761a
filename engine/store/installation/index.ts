/** Which Temporal namespace a database belongs to, and the other way round. */
export { checkInstallation } from './check-installation.ts';
export { InstallationError } from './installation-error.ts';
export type { InstallationFault } from './installation-error.ts';
