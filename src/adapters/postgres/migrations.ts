import type { Migrations } from './connection/migrate.ts';
import { journalMigrations } from './journal/migrations.ts';
import { rateLimiterMigrations } from './rate-limiter/migrations.ts';

/** Everything that a gateway keeps in the database. */
export const migrations: readonly Migrations[] = [journalMigrations, rateLimiterMigrations];
