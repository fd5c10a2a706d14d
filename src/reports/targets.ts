import type Fraction from 'fraction.js';
import type { ExportContent } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import { explain } from '../domain/unknown.ts';
import { type Table, unknownNote } from './table.ts';
import { STATE_WORDS } from './words.ts';

type Content = Extract<ExportContent, { report: 'targets' }>;

/** Each target, then its parts. */
export function targetsTable({ rows, unknown }: Content, language: Language): Table {
  return {
    notes: unknown === null ? [] : [unknownNote(unknown, language)],
    columns: [
      [{ zh: '条款', en: 'Clause' }, 10],
      [{ zh: '目标', en: 'Target' }, 16],
      [{ zh: '分项', en: 'Part' }, 24],
      [{ zh: '单位', en: 'Measured in' }, 12],
      [{ zh: '截至', en: 'Counted on' }, 12],
      [{ zh: '已有', en: 'Actual' }, 10],
      [{ zh: '目标值', en: 'Required' }, 10],
      [{ zh: '差距', en: 'Gap' }, 10],
      [{ zh: '情况', en: 'State' }, 12],
      [{ zh: '无法回答的原因', en: 'Why not known' }, 40],
    ],
    rows: rows.map(({ target, part, measure }) => {
      const shown = (value: Fraction | null) => {
        if (value === null) return null;
        return target.measure === 'PERCENT' ? Number(value.mul(100).valueOf().toFixed(2)) : value.valueOf();
      };
      return [
        target.rule.rule.clause,
        target.rule.rule.id,
        part,
        target.measure,
        target.countedOn,
        shown(measure.actual),
        shown(measure.required),
        shown(measure.gap),
        inLanguage(STATE_WORDS[measure.state], language),
        measure.unknown === null ? null : inLanguage(explain(measure.unknown), language),
      ];
    }),
  };
}
