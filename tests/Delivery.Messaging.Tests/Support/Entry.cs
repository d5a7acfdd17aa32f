namespace Delivery.Messaging.Tests.Support;

/// <summary>What a test's handler writes down, so that the test sees what was committed.</summary>
public sealed class Entry
{
    public long Id { get; init; }

    public required string Text { get; init; }
}
