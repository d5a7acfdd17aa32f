using System.Collections.Concurrent;
using System.Diagnostics;

namespace Delivery.Messaging.Relay;

/// <summary>
/// Rows that the broker gave back because their queue does not exist (yet). They are tried again later and later, and left out of the batches
/// until then, so that they hold up nobody else.
/// </summary>
internal sealed class ReturnedRows
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, (long Since, TimeSpan Pause)> _rows = new();

    public void Add(long sequence) =>
        _rows.AddOrUpdate(
            sequence,
            static _ => (Stopwatch.GetTimestamp(), FirstPause),
            static (_, known) => (Stopwatch.GetTimestamp(), known.Pause * 2 < LongestPause ? known.Pause * 2 : LongestPause));

    public void Remove(long sequence) => _rows.TryRemove(sequence, out _);

    /// <summary>Those whose pause is not over.</summary>
    public long[] ToSkip() =>
        _rows.IsEmpty ? [] : [.. _rows.Where(row => Stopwatch.GetElapsedTime(row.Value.Since) < row.Value.Pause).Select(row => row.Key)];
}
