import type { Connection } from '../tcp/connection.ts';
import type { ConnectionRecord } from './connection-record.ts';

type ZeekKeys =
  | 'connState'
  | 'history'
  | 'origBytes'
  | 'respBytes'
  | 'origPkts'
  | 'respPkts'
  | 'origIpBytes'
  | 'respIpBytes'
  | 'missedBytes';

/** What Zeek writes of a connection. */
export function zeekRecordOf(_connection: Connection): Pick<ConnectionRecord, ZeekKeys> {
  return {
    connState: 'OTH',
    history: null,
    origBytes: 0,
    respBytes: 0,
    origPkts: 0,
    respPkts: 0,
    origIpBytes: 0,
    respIpBytes: 0,
    missedBytes: 0,
  };
}
