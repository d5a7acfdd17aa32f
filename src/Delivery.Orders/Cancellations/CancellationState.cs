namespace Delivery.Orders.Cancellations;

/// <summary>Where a cancellation is.</summary>
internal enum CancellationState
{
    /// <summary>Not decided yet.</summary>
    Pending,

    /// <summary>The order is cancelled.</summary>
    Accepted,

    /// <summary>The order goes on, or ended in another way.</summary>
    Refused,
}
