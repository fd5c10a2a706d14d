import type { PostId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { atLocalId, localId } from './node.ts';
import { PostRef } from './refs.ts';

builder.node(PostRef, {
  description: 'A homeroom post, or one of the posts beside it.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.post.load(atLocalId<PostId>(id, context)),
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that this speaks of.' }),
  }),
});
