using Shouldly;

namespace Delivery.IntegrationTests.Tracing;

/// <summary>Spans as the tree that their parents make of them.</summary>
internal sealed class Trace(IReadOnlyCollection<Span> spans)
{
    private const string Workflows = "Delivery.Workflows";
    private readonly Dictionary<string, Span> _byId = spans.ToDictionary(span => span.SpanId);

    public IReadOnlyCollection<Span> Spans => spans;

    /// <summary>The way from the root to a span.</summary>
    /// <exception cref="ShouldAssertException">A span between them is missing, or belongs to another trace.</exception>
    public IReadOnlyList<Span> WayTo(Span end)
    {
        var way = new List<Span> { end };
        while (way[^1].ParentId.Length > 0)
        {
            var parent = _byId.GetValueOrDefault(way[^1].ParentId);
            parent.ShouldNotBeNull($"The parent {way[^1].ParentId} of {way[^1]} has not been exported: {Describe(way)}");
            parent.TraceId.ShouldBe(end.TraceId, "a parent in another trace");
            way.Add(parent);
        }

        way.Reverse();
        return way;
    }

    public Span Of(string spanId)
    {
        var span = _byId.GetValueOrDefault(spanId);
        span.ShouldNotBeNull($"The span {spanId} has not been exported.");
        return span;
    }

    /// <summary>
    /// The bursts on a way that a timer has begun: nothing else lets a burst follow directly on another. A timer's time runs from the instant of
    /// the burst that set it, not from that burst's end, which a busy machine puts off.
    /// </summary>
    public IReadOnlyList<(Span Burst, TimeSpan Waited)> TimersOn(IReadOnlyList<Span> way) =>
    [
        .. way.Where(span => span.Scope == Workflows && _byId[span.ParentId].Scope == Workflows)
            .Select(span => (span, TimeSpan.FromMicroseconds((span.Start - _byId[span.ParentId].Start) / 1000))),
    ];

    public static string Describe(IEnumerable<Span> way) =>
        string.Concat(way.Select(span => $"{Environment.NewLine}  {span}"));
}
