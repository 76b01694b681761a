import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { runCommand } from '../run-command.ts';
import { StackError } from '../stack-error.ts';
import { words } from '../words.ts';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const userName = 'silkflow';

/**
 * Whom Postgres runs as: null = as we are. As root it needs a user of its own, since Postgres refuses root; the user
 * is made on first need and has neither home nor login.
 */
export async function postgresUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await existingPostgresUser();
  if (existing !== null) return existing;
  const made = await runCommand('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', userName]);
  // Alpine has no useradd.
  const result = made.ok ? made : await runCommand('adduser', ['-S', '-D', '-H', userName]);
  const user = await lookUp(userName);
  if (user === null) throw new StackError(words.noSystemUser(userName, result.reason || made.reason));
  return user;
}

/** The user that an earlier start made; null when there is none or none is needed. Makes nothing. */
export function existingPostgresUser(): Promise<SystemUser | null> {
  return process.getuid?.() === 0 ? lookUp(userName) : Promise.resolve(null);
}

/** Whether another user can enter that folder: each folder above it must let others pass. */
export async function othersCanReach(folder: string): Promise<boolean> {
  let path = resolve(folder);
  for (;;) {
    const { mode } = await stat(path);
    if ((mode & 0o001) === 0) return false;
    const parent = dirname(path);
    if (parent === path) return true;
    path = parent;
  }
}

async function lookUp(name: string): Promise<SystemUser | null> {
  const [uid, gid] = await Promise.all([runCommand('id', ['-u', name]), runCommand('id', ['-g', name])]);
  return uid.ok && gid.ok ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}
