import { z } from 'zod';
import type { QueuedCertificate, Renewal } from '../src/domain/certificateQueue.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { type Unknown } from '../src/domain/unknown.ts';
import type { CertificateQueue } from '../src/services/certificateQueue.ts';
import { bounded, codeFilter } from './arguments.ts';
import { builder } from './builder.ts';
import { OutcomeEnum } from './enums.ts';
import { pageOfList } from './listPage.ts';
import { RuleRef, TeacherRef, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

const MOST_MONTHS = 120;

const RenewalRef = builder.objectRef<Renewal>('CertificateRenewal').implement({
  description: 'How a renewal that the policy asks of the holder of a certificate stands.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule that asks it.', resolve: ({ rule }) => rule.rule }),
    outcome: t.field({
      type: OutcomeEnum,
      description: 'Whether it is done.',
      resolve: ({ outcome }) => (outcome === 'met' ? 'MET' : outcome === 'unmet' ? 'UNMET' : 'UNKNOWN'),
    }),
    until: t.expose('until', {
      type: 'Date',
      nullable: true,
      description:
        'The last day on which it counts as done, if nothing more is recorded. Null: without end, or it is not done.',
    }),
  }),
});

type Row = NonNullable<CertificateQueue['rows']>[number] & Moment;

const QueuedCertificateRef = builder.objectRef<Row>('QueuedCertificate').implement({
  description: 'A certificate that has expired, or that ends or wants a renewal soon.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      description: 'Whose it is.',
      resolve: async ({ person, ...moment }, _arguments, { loaders }) => {
        const teacher = await loaders.teacher.load(at(person.facts.id, moment));
        if (teacher === null) throw new Error('Somebody who was counted is gone');
        return teacher;
      },
    }),
    kind: t.string({ description: 'Code of its kind.', resolve: ({ certificate }) => certificate.kind }),
    grade: t.string({
      nullable: true,
      description: 'Its grade. Null: it has none.',
      resolve: ({ certificate }) => certificate.grade,
    }),
    issued: t.field({
      type: 'Date',
      description: 'The day of issue.',
      resolve: ({ certificate }) => certificate.issued,
    }),
    ends: t.expose('ends', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which it is no longer valid. Null: it has no end.',
    }),
    expired: t.exposeBoolean('expired', { description: 'Whether it has expired by `asOf`.' }),
    renewals: t.field({
      type: [RenewalRef],
      description: 'What the policy asks of its holder. Empty where it asks nothing, or the certificate has expired.',
      resolve: ({ renewals }: QueuedCertificate) => renewals,
    }),
    by: t.expose('by', {
      type: 'Date',
      nullable: true,
      description: 'The day by which something is to be done. Null: it is late already.',
    }),
  }),
});

const QueueConnectionRef = builder.connectionObject<
  typeof QueuedCertificateRef,
  { readonly totalCount: number | null; readonly unknown: Unknown | null }
>(
  {
    type: QueuedCertificateRef,
    name: 'QueuedCertificateConnection',
    description: 'One page of certificates that want attention.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', { nullable: true, description: 'All of them. Null: not known.' }),
      unknown: t.string({
        nullable: true,
        description: 'Why nothing is known, in the language of the request.',
        resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
      }),
    }),
  },
  { name: 'QueuedCertificateEdge', description: 'A certificate on a page.' },
);

builder.interfaceFields(UnitRef, (t) => ({
  certificates: t.connection(
    {
      type: QueuedCertificateRef,
      nullable: true,
      description:
        'The certificates of the people here that have expired, or that end or want a renewal soon: what is late first, then by the day. One that was revoked, or that a later one of its kind replaced, is left out. Null: the records of the unit lie outside your scope.',
      args: {
        expiringWithin: t.arg.int({
          defaultValue: 6,
          description: `Months from \`asOf\`, 0 to ${MOST_MONTHS}; what has expired already is always there.`,
          validate: bounded(z.int().min(0).max(MOST_MONTHS).nullish(), {
            zh: `expiringWithin 须为 0 到 ${MOST_MONTHS} 的整数（月）。`,
            en: `expiringWithin is a whole number of months from 0 to ${MOST_MONTHS}.`,
          }),
        }),
        kind: codeFilter(t, 'Only certificates of the kind of this code.'),
      },
      resolve: async (unit, { expiringWithin, kind, ...page }, { loaders, today }) => {
        const question = { months: expiringWithin ?? 6, kind: kind ?? null, today };
        const queue = await loaders.certificateQueue.load({ ...unit, question });
        if (queue === null) return null;
        const { day, explicitDay } = unit;
        const rows = (queue.rows ?? []).map((row): Row => ({ ...row, day, explicitDay }));
        const connection = await pageOfList(page, rows, ({ certificate }) => certificate.id);
        return { ...connection, totalCount: queue.rows?.length ?? null, unknown: queue.unknown };
      },
    },
    QueueConnectionRef,
  ),
}));
