import { formatSchoolYear } from '../domain/calendar.ts';
import type { Export, ExportContent, ExportHead, ExportName } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import type { Text } from '../domain/roster.ts';
import type { Column, Report } from './report.ts';
import { endingTable } from './ending.ts';
import { ruralTable } from './ruralReport.ts';
import { PERSON_COLUMNS, type Table, personCells, unknownNote } from './table.ts';
import { targetsTable } from './targets.ts';
import { LEVEL_WORDS, SHEETS, STAGE_WORDS, STATUS_WORDS, TITLES } from './words.ts';

/** Lays an export out in a language: what it rests on above, then its rows. */
export function layOut({ head, content }: Export, language: Language): Report {
  const table = tableOf(content, language);
  const say = (text: Text) => inLanguage(text, language);
  return {
    name: fileNameOf(content.report, head, language),
    title: `${say(TITLES[content.report])} · ${head.unit.name}`,
    sheet: say(SHEETS[content.report]),
    notes: [...notesOf(head, language), ...table.notes].map(([label, value]) => [say(label), value] as const),
    columns: table.columns.map(([header, width]): Column => ({ header: say(header), width })),
    rows: table.rows,
  };
}

function tableOf(content: ExportContent, language: Language): Table {
  switch (content.report) {
    case 'mentor-load':
      return mentorLoadTable(content, language);
    case 'open-places':
      return openPlacesTable(content, language);
    case 'without-mentor':
      return {
        notes: content.unknown === null ? [] : [unknownNote(content.unknown, language)],
        columns: PERSON_COLUMNS,
        rows: content.people.map(personCells),
      };
    case 'ending':
      return endingTable(content, language);
    case 'targets':
      return targetsTable(content, language);
    case 'rural-report':
      return ruralTable(content, language);
  }
}

type Of<Name extends ExportName> = Extract<ExportContent, { report: Name }>;

function mentorLoadTable({ tables, unknown }: Of<'mentor-load'>, language: Language): Table {
  return {
    notes: [unknown, ...tables.map((table) => table.unknown)].flatMap((why) =>
      why === null ? [] : [unknownNote(why, language)],
    ),
    columns: [
      [{ zh: '条款', en: 'Clause' }, 10],
      [{ zh: '规则', en: 'Rule' }, 14],
      [{ zh: '学年', en: 'School year' }, 12],
      ...PERSON_COLUMNS,
      [{ zh: '应结对', en: 'Required' }, 10],
      [{ zh: '上限', en: 'Ceiling' }, 8],
      [{ zh: '已结对', en: 'Current' }, 10],
      [{ zh: '缺', en: 'Shortfall' }, 10],
      [{ zh: '情况', en: 'Status' }, 10],
    ],
    rows: tables.flatMap(({ rule, schoolYear, rows }) =>
      rows.map(({ mentor, load }) => [
        rule.clause,
        rule.id,
        formatSchoolYear(schoolYear),
        ...personCells(mentor),
        load.required,
        load.ceiling,
        load.current,
        load.shortfall,
        inLanguage(STATUS_WORDS[load.status], language),
      ]),
    ),
  };
}

function openPlacesTable({ rows, unknown }: Of<'open-places'>, language: Language): Table {
  return {
    notes: [
      [{ zh: '空缺合计', en: 'Open places' }, String(rows.reduce((sum, { seats }) => sum + seats.open, 0))],
      ...(unknown === null ? [] : [unknownNote(unknown, language)]),
    ],
    columns: [
      [{ zh: '工作坊编号', en: 'Workshop' }, 14],
      [{ zh: '工作坊名称', en: 'Name of the workshop' }, 26],
      [{ zh: '级别', en: 'Level' }, 10],
      [{ zh: '学段', en: 'Stage' }, 14],
      [{ zh: '角色', en: 'Role' }, 12],
      [{ zh: '上级工号', en: 'Under (staff number)' }, 14],
      [{ zh: '上级姓名', en: 'Under (name)' }, 12],
      [{ zh: '应有', en: 'Required' }, 10],
      [{ zh: '已有', en: 'Filled' }, 10],
      [{ zh: '空缺', en: 'Open' }, 10],
      [{ zh: '还可增加', en: 'Room' }, 10],
    ],
    rows: rows.map(({ workshop, role, under, seats }) => [
      workshop.code,
      workshop.name,
      inLanguage(LEVEL_WORDS[workshop.level], language),
      workshop.stages.map((stage) => inLanguage(STAGE_WORDS[stage], language)).join('、'),
      inLanguage(role.text, language),
      under?.staffNo ?? null,
      under?.name ?? null,
      seats.required,
      seats.filled,
      seats.open,
      seats.room,
    ]),
  };
}

/** Day, freshness, filters, policies and the day of writing. */
function notesOf(
  { unit, day, dataAsOf, policies, filter, generatedOn }: ExportHead,
  language: Language,
): Table['notes'] {
  const said = (text: Text) => inLanguage(text, language);
  const none = said({ zh: '无', en: 'none' });
  const filters = [
    ...(filter.schoolYear === null
      ? []
      : [`${said({ zh: '学年', en: 'school year' })} ${formatSchoolYear(filter.schoolYear)}`]),
    ...(filter.level === null ? [] : [said(LEVEL_WORDS[filter.level])]),
    ...(filter.stage === null ? [] : [said(STAGE_WORDS[filter.stage])]),
    ...(filter.role === null ? [] : [filter.role]),
    ...(filter.months === null || filter.until === null
      ? []
      : [
          said({
            zh: `${filter.months}个月内（至${filter.until}）`,
            en: `${filter.months} month(s) ahead (to ${filter.until})`,
          }),
        ]),
  ];
  return [
    [{ zh: '单位', en: 'Unit' }, `${unit.name} ${unit.code}`],
    [{ zh: '截至日期', en: 'As of' }, { day }],
    [{ zh: '数据日期', en: 'Data as of' }, dataAsOf === null ? none : { day: dataAsOf }],
    [{ zh: '筛选', en: 'Filters' }, filters.length === 0 ? none : filters.join(', ')],
    ...policies.map(({ code, title, from, to }): readonly [Text, string] => [
      { zh: '政策版本', en: 'Policy version' },
      `${code} ${from} – ${to ?? '…'} ${said(title)}`,
    ]),
    [{ zh: '生成日期', en: 'Generated on' }, { day: generatedOn }],
  ];
}

function fileNameOf(report: ExportName, { unit, day }: ExportHead, language: Language): string {
  return [inLanguage(TITLES[report], language), unit.name, day].join('-').replaceAll(/[\s/\\:*?"<>|]+/gu, '-');
}
