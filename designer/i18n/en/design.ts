export const design = { title: 'Design' } as const;
