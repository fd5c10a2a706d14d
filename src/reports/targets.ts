import type Fraction from 'fraction.js';
import { formatSchoolYear } from '../domain/calendar.ts';
import type { ExportContent, TargetRow } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import { conditionText, describeRule } from '../domain/policy/describe.ts';
import type { Text } from '../domain/roster.ts';
import type { TargetProgress } from '../domain/target.ts';
import { explainBasis } from '../domain/targetForecast.ts';
import type { TargetMeasure } from '../domain/targetMeasure.ts';
import { explain } from '../domain/unknown.ts';
import { type Table, unknownNote } from './table.ts';
import { MEASURE_WORDS, STAGE_WORDS, STATE_WORDS } from './words.ts';

type Content = Extract<ExportContent, { report: 'targets' }>;

/** Each target, then its parts. */
export function targetsTable({ rows, unknown }: Content, language: Language): Table {
  const say = (text: Text | null) => (text === null ? null : inLanguage(text, language));
  return {
    notes: unknown === null ? [] : [unknownNote(unknown, language)],
    columns: [
      [{ zh: '条款', en: 'Clause' }, 10],
      [{ zh: '目标', en: 'Target' }, 16],
      [{ zh: '内容', en: 'What it says' }, 40],
      [{ zh: '分项', en: 'Part' }, 24],
      [{ zh: '单位', en: 'Measured in' }, 12],
      [{ zh: '截至', en: 'Counted on' }, 12],
      [{ zh: '期限', en: 'Due' }, 12],
      [{ zh: '已有', en: 'Actual' }, 10],
      [{ zh: '目标值', en: 'Required' }, 10],
      [{ zh: '差距', en: 'Gap' }, 10],
      [{ zh: '还需', en: 'Missing' }, 10],
      [{ zh: '每年需要', en: 'Needed per year' }, 12],
      [{ zh: '情况', en: 'State' }, 12],
      [{ zh: '预测', en: 'Forecast' }, 10],
      [{ zh: '预测依据', en: 'Basis of the forecast' }, 40],
      [{ zh: '称号数', en: 'Titles' }, 10],
      [{ zh: '其中未取消', en: 'Without revoked' }, 12],
      [{ zh: '人数', en: 'Persons' }, 10],
      [{ zh: '首次获得人数', en: 'First-time persons' }, 12],
      [{ zh: '占比基数', en: 'Of how many' }, 10],
      [{ zh: '符合人数', en: 'Of these, matching' }, 10],
      [{ zh: '理解方式', en: 'How it was read' }, 30],
      [{ zh: '无法回答的原因', en: 'Why not known' }, 40],
    ],
    rows: rows.map(({ target, part, unit }) => {
      const { rule } = target.rule;
      const measure: TargetMeasure = part ?? target;
      const due = part === null ? (rule.through ?? rule.by) : null;
      return [
        rule.clause,
        rule.id,
        say(describeRule(rule)),
        part === null ? null : partName(part, unit, language),
        target.measure === null ? null : say(MEASURE_WORDS[target.measure]),
        { day: target.countedOn },
        due === null ? null : { day: due },
        shown(measure.actual, target),
        shown(measure.required, target),
        shown(measure.gap, target),
        measure.missing,
        part === null ? rounded(target.neededPerYear, target) : null,
        say(STATE_WORDS[measure.state]),
        rounded(measure.forecast.value, target),
        say(explainBasis(measure.forecast.basis, explain)),
        measure.titles,
        measure.withoutRevoked,
        measure.persons,
        measure.firstTimePersons,
        measure.among,
        measure.matching,
        part === null ? say(target.reading) : null,
        say(whyNotKnown(measure)),
      ];
    }),
  };
}

/** Why a number or the state is not known; null: all is. Where only the forecast lacks, the state hangs on it. */
export function whyNotKnown({ unknown, state, forecast }: TargetMeasure): Text | null {
  if (unknown !== null) return explain(unknown);
  return state === 'UNKNOWN' ? explainBasis(forecast.basis, explain) : null;
}

/** Shares as per cent. */
export function shown(value: Fraction | null, { measure }: TargetProgress): number | null {
  if (value === null) return null;
  return measure === 'PERCENT' ? value.mul(100).round(2).valueOf() : value.valueOf();
}

/** At most two digits after the point: more would look surer than a forecast is. */
function rounded(value: Fraction | null, target: TargetProgress): number | null {
  return shown(target.measure === 'PERCENT' ? value : (value?.round(2) ?? null), target);
}

function partName(
  { year, schoolYear, stage, count }: NonNullable<TargetRow['part']>,
  unit: string | null,
  language: Language,
): string {
  const counted = count === null ? null : inLanguage(conditionText(count.condition), language);
  return [
    year,
    schoolYear === null ? null : formatSchoolYear(schoolYear),
    unit,
    stage === null ? counted : inLanguage(STAGE_WORDS[stage], language),
  ]
    .filter((piece) => piece !== null)
    .join(' ');
}
