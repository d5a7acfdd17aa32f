namespace Delivery.Status.Tests.Streams;

/// <summary>An event of a stream.</summary>
internal sealed record SseChange(string Id, string OrderId, int Version, string Status);
