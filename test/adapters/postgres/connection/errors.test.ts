import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { asTrouble } from '../../../../src/adapters/postgres/connection/errors.ts';
import { causeForCallers, remedyFor } from '../../../../src/core/journal/causes.ts';
import {
  type JournalTrouble,
  JournalUnavailable,
  journalTroubles,
} from '../../../../src/ports/journal/journal-unavailable.ts';

const said = (code: string): Error => Object.assign(new pg.DatabaseError('said', 4, 'error'), { code });
const onTheWay = (code: string): Error => Object.assign(new Error(`connect ${code} db:5432`), { code });

describe('an error of the database or of its connection', () => {
  it.each<[string, Error, JournalTrouble]>([
    ['a port without a listener', onTheWay('ECONNREFUSED'), 'DATABASE_UNREACHABLE'],
    ['a name that is unknown', onTheWay('ENOTFOUND'), 'DATABASE_UNREACHABLE'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 'DATABASE_UNREACHABLE'],
    ['a server that says nothing', new Error('Query read timeout'), 'SILENT'],
    ['a pool in use', new Error('timeout exceeded when trying to connect'), 'GATEWAY_CONNECTIONS_BUSY'],
    ['a connection of the server that failed', said('08006'), 'DATABASE_UNREACHABLE'],
    ['a wrong password', said('28P01'), 'DATABASE_LOGIN_REFUSED'],
    ['a role that may not log in', said('28000'), 'DATABASE_LOGIN_REFUSED'],
    ['a database that is gone', said('3D000'), 'DATABASE_MISSING'],
    ['a right that was taken back', said('42501'), 'RIGHTS_MISSING'],
    ['too many connections', said('53300'), 'DATABASE_CONNECTIONS_USED_UP'],
    ['a full disk', said('53100'), 'DISK_FULL'],
    ['no memory', said('53200'), 'OUT_OF_MEMORY'],
    ['a limit of the server', said('53400'), 'OTHER'],
    ['a statement that took too long', said('57014'), 'STATEMENT_TIMEOUT'],
    ['a server that stops', said('57P01'), 'DATABASE_STARTING_OR_STOPPING'],
    ['a server that starts', said('57P03'), 'DATABASE_STARTING_OR_STOPPING'],
    ['a session that was ended', said('57P05'), 'DATABASE_UNREACHABLE'],
    ['an error of the disk', said('58030'), 'DISK_ERROR'],
    ['a standby', said('25006'), 'READ_ONLY'],
    ['a lock that was not to be had', said('55P03'), 'LOCKED'],
    ['a deadlock', said('40P01'), 'LOCKED'],
  ])('C8: %s has its own cause', (_, error, trouble) => {
    const found = asTrouble(error);
    expect(found).toBeInstanceOf(JournalUnavailable);
    expect(found).toMatchObject({ trouble, cause: error });
    expect(asTrouble(found)).toBe(found);
  });

  it.each([
    ['a statement that is wrong', said('42601')],
    ['a broken constraint', said('23505')],
    ['a text that the encoding does not hold', said('22P05')],
    ['a mistake of the program', new TypeError('undefined is no function')],
  ])('C8: %s is a bug, which gets no retry', (_, error) => {
    expect(asTrouble(error)).toBe(error);
  });

  it('C8: every cause has a text for callers and for the operator', () => {
    const all = journalTroubles.map((one) => [causeForCallers(one), remedyFor(one)]);
    expect(new Set(all.map(String)).size).toBe(journalTroubles.length);
    for (const [cause, remedy] of all) {
      expect(cause).toMatch(/^[A-Z].*\.$/u);
      expect(remedy).toMatch(/^[A-Z].*\.$/u);
      expect(cause).not.toMatch(/no room/u);
    }
  });
});
