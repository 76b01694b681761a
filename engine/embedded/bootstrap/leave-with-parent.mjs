// Loaded before the main file of each supervised process. When the supervisor is killed without a chance to stop its
// processes, they end by themselves instead of working on unseen.
const supervisor = Number(process.env.SILKFLOW_SUPERVISOR);

if (Number.isInteger(supervisor) && supervisor > 0) {
  setInterval(() => {
    if (isGone(supervisor)) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}

function isGone(pid) {
  // The parent changes the moment the supervisor dies, even when its id is given away again.
  if (process.ppid !== pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
