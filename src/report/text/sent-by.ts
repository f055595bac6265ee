import type { EndpointRecord } from '../../model/endpoint-record.ts';

/** What an endpoint sent, as the story tells it: the copies that others made of its segments are not its own. */
export function sentBy(
  endpoint: EndpointRecord,
): Pick<EndpointRecord, 'segments' | 'dataSegments' | 'payloadBytes'> {
  return {
    segments: endpoint.segments - endpoint.copiedSegments,
    dataSegments: endpoint.dataSegments - endpoint.copiedDataSegments,
    payloadBytes: endpoint.payloadBytes - endpoint.copiedBytes,
  };
}
