// The server's content security policy forbids code made from text, which zod tries when its first schema is made. A module
// would come too late: the bundle's shared parts make schemas before it.
globalThis.__zod_globalConfig = { jitless: true };
