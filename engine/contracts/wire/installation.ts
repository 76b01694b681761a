/**
 * A workflow that no worker runs: it stays open, and its memo says which database the namespace belongs to. Its id is
 * unique in the namespace, so of two products that come at once only one can claim it.
 */
export const installationWorkflow = 'silkflowInstallation';
export const installationWorkflowId = 'silkflow-installation';
export const installationTaskQueue = 'silkflow-installation';

export interface InstallationMemo extends Record<string, unknown> {
  readonly installation: string;
}
