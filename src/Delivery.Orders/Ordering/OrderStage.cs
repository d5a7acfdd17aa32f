namespace Delivery.Orders.Ordering;

/// <summary>As much of the life cycle as decides what a customer may still ask for.</summary>
internal enum OrderStage
{
    /// <summary>Placed; it may be cancelled.</summary>
    Placed,

    /// <summary>The kitchen has started: it goes on to the end.</summary>
    Cooking,

    /// <summary>Ended.</summary>
    Closed,
}
