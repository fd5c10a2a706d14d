import type { ExportContent } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import { PERSON_COLUMNS, type Table, personCells, unknownNote } from './table.ts';
import { ENDING_WORDS, LEVEL_WORDS } from './words.ts';

type Content = Extract<ExportContent, { report: 'ending' }>;

const YES = { zh: '是', en: 'yes' };
const NO = { zh: '否', en: 'no' };

/** What ends, those whose term is over first. */
export function endingTable({ rows, unknown }: Content, language: Language): Table {
  const yes = (value: boolean) => inLanguage(value ? YES : NO, language);
  return {
    notes: unknown.map((each) => unknownNote(each, language)),
    columns: [
      [{ zh: '日期', en: 'Date' }, 12],
      [{ zh: '类别', en: 'Kind' }, 10],
      [{ zh: '已过期未处理', en: 'Overdue' }, 12],
      [{ zh: '已登记', en: 'Recorded' }, 10],
      ...PERSON_COLUMNS,
      [{ zh: '称号', en: 'Title' }, 20],
      [{ zh: '工作坊编号', en: 'Workshop' }, 14],
    ],
    rows: rows.map(({ ending, overdue, person, title, workshop }) => [
      { day: ending.date },
      inLanguage(ENDING_WORDS[ending.kind], language),
      yes(overdue),
      yes(ending.recorded),
      ...personCells(person),
      title === null ? null : `${inLanguage(LEVEL_WORDS[title.level], language)} ${inLanguage(title.tier, language)}`,
      workshop?.code ?? null,
    ]),
  };
}
