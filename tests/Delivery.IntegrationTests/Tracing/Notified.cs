namespace Delivery.IntegrationTests.Tracing;

/// <summary>A request that came to the webhook.</summary>
/// <param name="TraceParent">The header that continues the trace at the subscriber's.</param>
/// <param name="Body">JSON.</param>
internal sealed record Notified(string TraceParent, string Body)
{
    /// <summary>The span that sent it.</summary>
    public string SpanId => TraceParent.Split('-') is [_, _, var span, _] ? span : string.Empty;

    /// <summary>True when it tells of this status of this order.</summary>
    public bool Tells(string orderId, string status) =>
        Body.Contains($"\"{orderId}\"", StringComparison.Ordinal) && Body.Contains($"\"{status}\"", StringComparison.Ordinal);
}
