import { z } from 'zod';

// The server's content security policy forbids code made from text, which zod's schemas would otherwise try as soon as
// they are made. So this comes before every module with a schema.
z.config({ jitless: true });
