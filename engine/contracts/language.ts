/** The two languages that every word for a person exists in (design decision D13). */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** One text in every language; a missing one does not compile. */
export type Text = Readonly<Record<Language, string>>;
