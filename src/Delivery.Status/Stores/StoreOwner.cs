using Delivery.Contracts.Stores;

namespace Delivery.Status.Stores;

/// <summary>Who may see the orders of a store, as <see cref="StoreChanged"/> says.</summary>
internal sealed class StoreOwner
{
    public required string StoreId { get; init; }

    /// <summary>Of the last change merged; also the concurrency token.</summary>
    public int Version { get; private set; }

    public string OwnerId { get; private set; } = string.Empty;

    public void Merge(StoreChanged change)
    {
        if (change.Version > Version)
        {
            Version = change.Version;
            OwnerId = change.OwnerId;
        }
    }
}
