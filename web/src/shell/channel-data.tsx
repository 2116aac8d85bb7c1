import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { ChannelHealthDocument, ChannelsDocument, type ChannelsQuery } from '../api/generated/graphql.ts';
import { type Live, useEvents, useLive } from '../api/live.ts';

export type ChannelInfo = ChannelsQuery['channels'][number];

/** The values of a channel at the times at which they were read. */
export type ChannelHistory = {
  readonly times: readonly number[];
  readonly queue: readonly (number | null)[];
  readonly rate: readonly (number | null)[];
  readonly latency: readonly (number | null)[];
  readonly age: readonly (number | null)[];
};

const empty: ChannelHistory = { times: [], queue: [], rate: [], latency: [], age: [] };

export const pollMs = 2_000;

/** A quarter of an hour. */
const mostSamples = 450;

const kept = <Value,>(values: readonly Value[], next: Value): readonly Value[] => [
  ...values.slice(1 - mostSamples),
  next,
];

const ageOf = (syncedAt: string | null, now: number): number | null =>
  syncedAt === null ? null : Math.max(0, now - Date.parse(syncedAt)) / 1_000;

const withSample = (history: ChannelHistory, { health }: ChannelInfo, now: number): ChannelHistory => ({
  times: kept(history.times, now / 1_000),
  queue: kept(history.queue, health.queuedCount),
  rate: kept(history.rate, health.itemsPerSecond),
  latency: kept(history.latency, health.latencyMs),
  age: kept(history.age, ageOf(health.catalogSyncedAt, now)),
});

type ChannelData = Live<ChannelsQuery> & { historyOf(key: string): ChannelHistory };

const Context = createContext<ChannelData | null>(null);

/**
 * Reads the channels on every page, so the plots go on while another page is open, and the page notices soon when the
 * gateway goes away. A change of the status comes by subscription, before the next poll.
 */
export const ChannelData = ({ children }: { readonly children: ReactNode }) => {
  const live = useLive(ChannelsDocument, {}, pollMs);
  const { data, refresh } = live;
  const [histories, setHistories] = useState<ReadonlyMap<string, ChannelHistory>>(new Map());
  useEvents(ChannelHealthDocument, {}, ({ channelHealthChanged: { key, health } }) => {
    const known = data?.channels.find((channel) => channel.key === key);
    if (known && known.health.status !== health.status) void refresh();
  });
  useEffect(() => {
    if (!data) return;
    const now = Date.now();
    setHistories(
      (before) =>
        new Map(
          data.channels.map((channel) => [
            channel.key,
            withSample(before.get(channel.key) ?? empty, channel, now),
          ]),
        ),
    );
  }, [data]);
  const value = useMemo(
    () => ({ ...live, historyOf: (key: string) => histories.get(key) ?? empty }),
    [live, histories],
  );
  return <Context value={value}>{children}</Context>;
};

export const useChannels = (): ChannelData => {
  const data = useContext(Context);
  if (!data) throw new Error('There is no ChannelData around this component');
  return data;
};
