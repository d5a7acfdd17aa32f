namespace Delivery.Messaging.Tests.Bus;

/// <summary>Where a test's processes keep their data and send their messages.</summary>
public interface IBusSetup : IAsyncDisposable
{
    IReadOnlyDictionary<string, string?> Settings { get; }
}
