namespace Delivery.Contracts.Stores;

/// <summary>
/// Asks Stores to publish <see cref="StoreChanged"/> for every store as it is now. Sent by whoever keeps a copy and starts without one: events
/// published before its queue existed never reached it.
/// </summary>
[HandledBy(Modules.Stores)]
public sealed record AnnounceStores : ICommand;
