import type { Migrations } from './connection/migrate.ts';
import { rateLimiterMigrations } from './rate-limiter/migrations.ts';
import { journalMigrations } from './store/migrations.ts';

/** Everything that a gateway keeps in the database. */
export const migrations: readonly Migrations[] = [journalMigrations, rateLimiterMigrations];
