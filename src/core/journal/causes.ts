import type { JournalTrouble } from '../../ports/journal/journal-unavailable.ts';

type CauseText = {
  /** The cause, for callers. It contains no host name and no message of the database. */
  readonly cause: string;
  /** The remedy, for the operator. */
  readonly remedy: string;
};

const texts: { readonly [Trouble in JournalTrouble]: CauseText } = {
  DATABASE_UNREACHABLE: {
    cause: 'The gateway cannot connect to its database.',
    remedy: 'Check that PostgreSQL runs, and that the network between it and the gateway works.',
  },
  SILENT: {
    cause: 'The journal of the gateway does not answer.',
    remedy:
      'Check whether PostgreSQL, or the disk of DATA_DIR, hangs, and whether the network to the database works.',
  },
  DATABASE_STARTING_OR_STOPPING: {
    cause: 'The database of the gateway is starting or stopping.',
    remedy: 'Wait until PostgreSQL accepts connections.',
  },
  DATABASE_LOGIN_REFUSED: {
    cause: 'The database of the gateway refuses its login.',
    remedy:
      'Correct the role, its password or pg_hba.conf in PostgreSQL: the gateway then continues without a restart. If ' +
      'DATABASE_URL is wrong, correct it and restart the gateway.',
  },
  DATABASE_MISSING: {
    cause: 'The database of the gateway does not exist.',
    remedy: 'Restore the database that DATABASE_URL names, or correct DATABASE_URL.',
  },
  DATABASE_CONNECTIONS_USED_UP: {
    cause: 'The database of the gateway has no connection left.',
    remedy: 'Raise max_connections of PostgreSQL or the limit of the role, or stop other clients.',
  },
  GATEWAY_CONNECTIONS_BUSY: {
    cause: 'Every database connection of the gateway is in use.',
    remedy: 'Find out what holds the connections up: look for slow or waiting sessions in pg_stat_activity.',
  },
  READ_ONLY: {
    cause: 'The journal of the gateway accepts no writes.',
    remedy:
      'With DATABASE_URL, check whether the server became a standby or default_transaction_read_only is on; else make ' +
      'DATA_DIR writable.',
  },
  RIGHTS_MISSING: {
    cause: 'The gateway lacks rights on its database.',
    remedy: 'Grant the role of DATABASE_URL the rights that docs/reference/several-gateways.md lists.',
  },
  DISK_FULL: {
    cause: 'The disk of the journal is full.',
    remedy: 'Free space on the disk of DATA_DIR, or of PostgreSQL.',
  },
  DISK_ERROR: {
    cause: 'The disk of the journal cannot be written or read.',
    remedy:
      'Check the disk of DATA_DIR, or of PostgreSQL: errors in the logs of the system, quotas, the limit of file sizes.',
  },
  OUT_OF_MEMORY: {
    cause: 'The journal of the gateway is out of memory.',
    remedy: 'Give the gateway, or PostgreSQL, more memory.',
  },
  STATEMENT_TIMEOUT: {
    cause: 'The journal of the gateway took too long.',
    remedy: 'Look for what slows PostgreSQL down: load, locks, a migration, a slow disk.',
  },
  LOCKED: {
    cause: 'Another process has the journal of the gateway locked.',
    remedy:
      'End the process that holds the lock: another program that has the file open, or a session of PostgreSQL.',
  },
  IN_DOUBT: {
    cause: 'The disk of the gateway failed.',
    remedy: 'Check the disk, and start the gateway again: it writes nothing until then.',
  },
  OTHER: {
    cause: 'The journal of the gateway cannot be used.',
    remedy: 'The log has the error that was reported.',
  },
};

export const causeForCallers = (trouble: JournalTrouble): string => texts[trouble].cause;
export const remedyFor = (trouble: JournalTrouble): string => texts[trouble].remedy;
