import type { Calendar } from '../calendar.ts';
import type { Day } from '../day.ts';
import type { PolicyVersionId, RegionId } from '../identifier.ts';
import type { Level } from '../level.ts';
import { SETTINGS, type Setting } from '../school.ts';
import type { Quantity, Selection, Where } from './condition.ts';
import type { Ladder, PolicyDocument, Rule, RuleKind, RuleOf, StatedCalendar, WorkshopKind } from './types.ts';
import { matches } from './where.ts';

/** One policy version that is in force for a body. */
export interface PolicyLayer {
  readonly versionId: PolicyVersionId;
  /** Code of the policy. */
  readonly code: string;
  /** The body whose policy it is, and the level of its region on the day asked. */
  readonly regionId: RegionId;
  readonly level: Level;
  readonly from: Day;
  /** First day on which it no longer holds; null: open. */
  readonly to: Day | null;
  readonly document: PolicyDocument;
}

/** A rule in force, and the layer it comes from. */
export interface EffectiveRule<R extends Rule = Rule> {
  readonly rule: R;
  readonly layer: PolicyLayer;
  /** The rule above that it replaces for what its body founds or awards. */
  readonly overrides: Rule | null;
  /** Set on a rule that overrides: it binds only what this body founds or awards. */
  readonly onlyBody: RegionId | null;
  /** Bodies that have replaced it for what they found or award. */
  readonly exceptBodies: readonly RegionId[];
}

/** What holds for one body on one day: all layers together. */
export interface EffectivePolicy {
  /** The body asked about. */
  readonly regionId: RegionId;
  /** From the top down; never empty. */
  readonly layers: readonly PolicyLayer[];
  readonly calendar: Calendar;
  /** Codes of the posts that count; null: no layer says. */
  readonly countingPosts: readonly string[] | null;
  /** Days that make a year of service. */
  readonly daysPerYear: number;
  /** The settings that count as rural; null: no layer says, its reading is switched off, or the setting alone does not tell. */
  readonly ruralSettings: readonly Setting[] | null;
  /** Null: the setting is not known, or {@link EffectivePolicy.ruralSettings} is null. */
  readonly isRural: (setting: Setting | null) => boolean | null;
  readonly ladders: readonly Ladder[];
  /** Those of the nearest layer first: where two kinds fit a workshop that names none, the first does. */
  readonly workshopKinds: readonly WorkshopKind[];
  readonly parameters: ReadonlyMap<string, number>;
  /** Ordered grades, lowest first, by the name of the scale. */
  readonly scales: ReadonlyMap<string, readonly string[]>;
  /** Conversions to training hours: one unit is so many hours. */
  readonly hourUnits: ReadonlyMap<string, number>;
  /** Years of homeroom work that one time of an activity stands for where a rule says `convert`, by the activity's code. */
  readonly conversions: ReadonlyMap<string, Quantity>;
  /** Periods that the calendars name. */
  readonly periods: StatedCalendar['periods'];
  /** Part by which a number may differ from one stated as `about`; null: no layer says. */
  readonly tolerance: number | null;
  /** In the order of the layers and of their files; those whose reading is switched off are left out. */
  readonly rules: readonly EffectiveRule[];
}

/** The calendar of a policy that says nothing about time. */
export const DEFAULT_CALENDAR: Calendar = { schoolYear: '09-01', semesters: ['09-01', '02-01'], countingDay: {} };
const DEFAULT_DAYS_PER_YEAR = 365;

/**
 * What holds for a body: definitions, ladders, roles, composition, conditions, quotas, calendar and targets stated per
 * unit come down from above, the nearest statement winning; a body's own totals do not. Null when nothing is in force.
 */
export function effectivePolicy(regionId: RegionId, layersTopDown: readonly PolicyLayer[]): EffectivePolicy | null {
  const layers = inheritedLayers(layersTopDown);
  if (layers.length === 0) return null;
  const documents = layers.map((layer) => layer.document);
  const ruralSettings = settingsOf(nearest(documents, (document) => document.define.rural));
  return {
    regionId,
    layers,
    calendar: documents.reduce<Calendar>(
      (calendar, { calendar: stated }) => ({
        schoolYear: stated.schoolYear ?? calendar.schoolYear,
        semesters: stated.semesters ?? calendar.semesters,
        countingDay: { ...calendar.countingDay, ...stated.countingDay },
      }),
      DEFAULT_CALENDAR,
    ),
    countingPosts: nearest(documents, (document) => document.define.countingPosts),
    daysPerYear: nearest(documents, (document) => document.define.daysPerYear) ?? DEFAULT_DAYS_PER_YEAR,
    ruralSettings,
    isRural: (setting) => (setting === null || ruralSettings === null ? null : ruralSettings.includes(setting)),
    ladders: lastByKey(
      documents.flatMap((document) => document.ladders),
      (ladder) => ladder.code,
    ),
    workshopKinds: nearestKinds(documents),
    parameters: new Map(documents.flatMap((document) => [...document.define.parameters])),
    scales: new Map(documents.flatMap((document) => [...document.scales])),
    hourUnits: new Map(documents.flatMap((document) => [...document.define.hourUnits])),
    conversions: new Map(documents.flatMap((document) => [...document.define.conversions])),
    periods: new Map(documents.flatMap((document) => [...document.calendar.periods])),
    tolerance: nearest(documents, (document) => document.define.tolerance),
    rules: effectiveRules(regionId, layers),
  };
}

/** The rules of a kind, narrowed to it. */
export function rulesOfKind<Kind extends RuleKind>(
  policy: EffectivePolicy,
  kind: Kind,
): readonly EffectiveRule<RuleOf<Kind>>[] {
  return policy.rules.filter((effective): effective is EffectiveRule<RuleOf<Kind>> => effective.rule.kind === kind);
}

/** Whether a rule binds what a body founds or awards. */
export function binds(effective: EffectiveRule, body: RegionId): boolean {
  return !effective.exceptBodies.includes(body) && (effective.onlyBody === null || effective.onlyBody === body);
}

/** On whom a rule falls, with the names that its own layer or one above it defines put in; null: on nobody in particular. */
export function selectionOf(
  policy: EffectivePolicy,
  { rule, layer }: EffectiveRule,
): Extract<Selection, { selection: 'of' }> | null {
  return selectionNamed(policy, rule.who, layer);
}

/** What a selection of a layer is, with the names that this layer or one above it defines put in; null: of nobody in particular. */
export function selectionNamed(
  policy: EffectivePolicy,
  stated: Selection | null,
  layer: PolicyLayer,
): Extract<Selection, { selection: 'of' }> | null {
  const known = policy.layers.slice(0, policy.layers.indexOf(layer) + 1).reverse();
  let selection = stated;
  // A name may stand for another name; more steps than names would be a circle, which the checker refuses.
  for (let step = 0; selection?.selection === 'named' && step < 20; step += 1) {
    const { name } = selection;
    selection = nearest(
      [...known].reverse().map((above) => above.document),
      (document) => document.define.selections.get(name) ?? null,
    );
  }
  return selection?.selection === 'of' ? selection : null;
}

/** Whether a rule states a total of its own body, which does not come down to the bodies below. */
export function isOwnTotal(rule: Rule): boolean {
  if (rule.kind === 'places') return true;
  return rule.kind === 'target' && rule.per.every(({ per }) => per === 'period' || per === 'named');
}

/** A file may say that it does not stand under everything above: `inherits: none`, or a policy higher up. */
function inheritedLayers(layersTopDown: readonly PolicyLayer[]): readonly PolicyLayer[] {
  let kept: readonly PolicyLayer[] = [];
  for (const layer of layersTopDown) {
    const { inherits } = layer.document;
    const beside = kept.filter((above) => above.regionId === layer.regionId);
    const above = kept.filter((other) => other.regionId !== layer.regionId);
    if (inherits === 'none') kept = beside;
    else if (inherits !== null)
      kept = [...above.slice(0, above.findLastIndex(({ code }) => code === inherits) + 1), ...beside];
    kept = [...kept, layer];
  }
  return kept;
}

function effectiveRules(regionId: RegionId, layers: readonly PolicyLayer[]): readonly EffectiveRule[] {
  const rules: EffectiveRule[] = [];
  for (const layer of layers) {
    for (const rule of layer.document.rules) {
      if (rule.interpretation?.applied === false) continue;
      if (isOwnTotal(rule) && layer.regionId !== regionId) continue;
      if (rule.overrides === null) {
        rules.push({ rule, layer, overrides: null, onlyBody: null, exceptBodies: [] });
        continue;
      }
      const overridden = rules.findLast((above) => above.rule.id === rule.overrides && above.layer !== layer);
      // A locked rule stands, and what would replace it has no effect.
      if (overridden === undefined || overridden.rule.locked === true) continue;
      if (overridden.layer.regionId === layer.regionId) {
        // Another policy of the same body: it is the body's own rule that changes, for all whom it binds.
        rules[rules.indexOf(overridden)] = { ...overridden, rule, layer, overrides: overridden.rule };
        continue;
      }
      exceptBody(rules, overridden, layer.regionId);
      rules.push({ rule, layer, overrides: overridden.rule, onlyBody: layer.regionId, exceptBodies: [] });
    }
  }
  return rules;
}

/** Marks a rule, and what it replaced itself, as replaced for what a body founds or awards. */
function exceptBody(rules: EffectiveRule[], overridden: EffectiveRule, body: RegionId): void {
  let replaced: EffectiveRule | undefined = overridden;
  while (replaced !== undefined) {
    const current: EffectiveRule = replaced;
    rules[rules.indexOf(current)] = { ...current, exceptBodies: [...current.exceptBodies, body] };
    replaced = current.overrides === null ? undefined : rules.find((above) => above.rule === current.overrides);
  }
}

function settingsOf(
  rural: { readonly where: Where; readonly interpretation: { readonly applied: boolean } | null } | null,
): readonly Setting[] | null {
  if (rural === null || rural.interpretation?.applied === false) return null;
  const outcomes = SETTINGS.map((setting) =>
    matches(rural.where, (attribute) => (attribute === 'setting' ? [setting] : null)),
  );
  return outcomes.includes(null) ? null : SETTINGS.filter((_, index) => outcomes[index] === true);
}

function nearest<Item, Found>(topDown: readonly Item[], read: (item: Item) => Found | null): Found | null {
  for (const item of topDown.toReversed()) {
    const found = read(item);
    if (found !== null) return found;
  }
  return null;
}

function nearestKinds(documents: readonly PolicyDocument[]): readonly WorkshopKind[] {
  const all = documents.toReversed().flatMap((document) => document.workshops);
  return all.filter(({ kind }, index) => all.findIndex((other) => other.kind === kind) === index);
}

function lastByKey<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
