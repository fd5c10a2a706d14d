import type { ExportContent, RuralRow } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import type { RoleCount } from '../domain/ruralQuota.ts';
import type { TierCount } from '../domain/pyramid.ts';
import { explain } from '../domain/unknown.ts';
import type { Cell } from './report.ts';
import { type Table, numberOr } from './table.ts';
import { shown, whyNotKnown } from './targets.ts';
import { LEVEL_WORDS, STATE_WORDS } from './words.ts';

type Content = Extract<ExportContent, { report: 'rural-report' }>;

const PART_WORDS: Readonly<Record<RuralRow['part'], { readonly zh: string; readonly en: string }>> = {
  whole: { zh: '合计', en: 'total' },
  unit: { zh: '下级地区', en: 'region' },
  ownSchools: { zh: '直属学校', en: 'direct schools' },
  school: { zh: '学校', en: 'school' },
};

/** The whole, the units below, the direct schools, then school by school; a column for each role and level of seats, and for each tier. */
export function ruralTable({ rows }: Content, language: Language): Table {
  const roles = new Map<string, RoleCount>(
    rows.flatMap(({ seatHolders }) => (seatHolders.value ?? []).map((each) => [keyOf(each), each] as const)),
  );
  const tiers = new Map<string, TierCount>(
    rows.flatMap((row) => (row.tiers.value ?? []).map((each) => [tierKeyOf(each), each] as const)),
  );
  // Only where somebody is: a seat seldom loses the one above it.
  const unattached = [...roles].filter(([key]) =>
    rows.some(({ seatHolders }) => {
      const found = seatHolders.value?.find((each) => keyOf(each) === key);
      return found !== undefined && found.unattached.value !== 0;
    }),
  );
  return {
    notes: [],
    columns: [
      [{ zh: '范围', en: 'Part' }, 14],
      [{ zh: '名称', en: 'Name' }, 28],
      [{ zh: '农村班主任', en: 'Rural homeroom teachers' }, 14],
      [{ zh: '已培训', en: 'Trained' }, 10],
      [{ zh: '未培训', en: 'Not trained' }, 10],
      [{ zh: '无指导教师', en: 'Without a mentor' }, 12],
      ...[...roles.values()].map(({ role, level }): Table['columns'][number] => [
        {
          zh: `${LEVEL_WORDS[level].zh}${role.text.zh}`,
          en: `${role.text.en} (${LEVEL_WORDS[level].en})`,
        },
        14,
      ]),
      ...unattached.map(([, { role, level }]): Table['columns'][number] => [
        {
          zh: `${LEVEL_WORDS[level].zh}${role.text.zh}（上级席位已结束）`,
          en: `${role.text.en} (${LEVEL_WORDS[level].en}), seat above ended`,
        },
        18,
      ]),
      ...[...tiers.values()].map(({ tier, level }): Table['columns'][number] => [
        {
          zh: `持有${level === null ? '' : LEVEL_WORDS[level].zh}${tier.text.zh}`,
          en: `Holders: ${tier.text.en}${level === null ? '' : ` (${LEVEL_WORDS[level].en})`}`,
        },
        14,
      ]),
      [{ zh: '轮训比例（%）', en: 'Rotation: share (%)' }, 12],
      [{ zh: '轮训还需人数', en: 'Rotation: missing' }, 12],
      [{ zh: '轮训情况', en: 'Rotation: state' }, 12],
      [{ zh: '无法回答的原因', en: 'Why not known' }, 40],
    ],
    rows: rows.map((row) => [
      inLanguage(PART_WORDS[row.part], language),
      row.name,
      numberOr(row.homeroomTeachers, language),
      numberOr(row.trained, language),
      numberOr(row.notTrained, language),
      numberOr(row.withoutMentor, language),
      ...[...roles.keys()].map((key) => {
        const found = row.seatHolders.value?.find((each) => keyOf(each) === key);
        return found === undefined ? null : numberOr(found.count, language);
      }),
      ...unattached.map(([key]) => {
        const found = row.seatHolders.value?.find((each) => keyOf(each) === key);
        return found === undefined ? null : numberOr(found.unattached, language);
      }),
      ...[...tiers.keys()].map((key) => {
        const found = row.tiers.value?.find((each) => tierKeyOf(each) === key);
        return found === undefined ? null : numberOr(found.holders, language);
      }),
      ...rotationCells(row, language),
      reasons(row, language),
    ]),
  };
}

function rotationCells({ rotation }: RuralRow, language: Language): readonly Cell[] {
  if (rotation === null) return [null, null, null];
  return [shown(rotation.actual, rotation), rotation.missing, inLanguage(STATE_WORDS[rotation.state], language)];
}

/** Why cells of the row are empty; null: none is for want of knowledge. */
function reasons({ seatHolders, tiers, rotation }: RuralRow, language: Language): string | null {
  const texts = [
    seatHolders.unknown === null ? null : explain(seatHolders.unknown),
    tiers.unknown === null ? null : explain(tiers.unknown),
    rotation === null ? null : whyNotKnown(rotation),
  ].flatMap((text) => (text === null ? [] : [inLanguage(text, language)]));
  return texts.length === 0 ? null : [...new Set(texts)].join(' ');
}

function tierKeyOf({ ladder, tier, level }: TierCount): string {
  return [ladder.code, tier.code, level ?? ''].join(' ');
}

function keyOf({ role, level }: RoleCount): string {
  return `${level} ${role.code}`;
}
