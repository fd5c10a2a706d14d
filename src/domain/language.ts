import type { Text } from './roster.ts';

/** The languages of texts. Codes never change with the language. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The text in the asker's language. */
export function inLanguage(text: Text, language: Language): string {
  switch (language) {
    case 'zh-CN':
      return text.zh;
    case 'en':
      return text.en;
  }
}
