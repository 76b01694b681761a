import { config } from 'zod';

// The server's content security policy forbids code made from text, which zod tries when its first schema is made: this
// module is imported before all that make one.
config({ jitless: true });
